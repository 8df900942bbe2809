// SPDX-License-Identifier: MIT
// The C++ row of every kind of statement: what a select list and its joins make of the columns.
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class Statement>
using row = typename Statement::result::row;

#define ROW(...) row<decltype(__VA_ARGS__)>
#define ROW_IS(TYPE, ...) static_assert(std::same_as<ROW(__VA_ARGS__), TYPE>)

template <class... Types>
using tuple = std::tuple<Types...>;
template <class Type>
using maybe = std::optional<Type>;
using orm::select;

constexpr auto is_author = posts.authorId == users.id;
constexpr auto is_comment = comments.postId == posts.id;
inline constexpr auto editor = orm::alias<"editor">(users);

// One column gives its value, several a tuple, none a whole row.
ROW_IS(std::string, select(users.name).from(users));
ROW_IS(maybe<std::string>, select(users.image).from(users));
using id_and_name = tuple<std::int64_t, std::string>;
ROW_IS(id_and_name, select(users.id, users.name).from(users));
using name_and_score = tuple<std::string, maybe<double>>;
ROW_IS(name_and_score, select(users.name, users.score).from(users));
ROW_IS(User, select().from(users));
ROW_IS(User, select(users).from(users));
using user_and_id = tuple<User, std::int64_t>;
ROW_IS(user_and_id, select(users, users.id).from(users));
ROW_IS(std::string, orm::select_distinct(users.name).from(users));
ROW_IS(User, select().from(editor));

// Clauses do not change the row.
ROW_IS(User, select().from(users).where(users.age > 1).order_by(users.name).limit(1).offset(2));

// An inner join leaves types as they are.
using user_and_post = tuple<User, Post>;
ROW_IS(user_and_post, select().from(users).join(posts, is_author));
ROW_IS(tuple<std::string>,
       select(users.name).from(users).join(posts, is_author).template as<tuple<std::string>>());
using names = tuple<std::string, std::string>;
ROW_IS(names, select(users.name, posts.title).from(users).join(posts, is_author));

// A left join makes the joined table optional.
using user_maybe_post = tuple<User, maybe<Post>>;
ROW_IS(user_maybe_post, select().from(users).left_join(posts, is_author));
using name_maybe_title = tuple<std::string, maybe<std::string>>;
ROW_IS(name_maybe_title, select(users.name, posts.title).from(users).left_join(posts, is_author));
using name_maybe_body = tuple<std::string, maybe<std::string>>;
ROW_IS(name_maybe_body, select(users.name, posts.body).from(users).left_join(posts, is_author));

// A right join makes everything before it optional.
using maybe_user_post = tuple<maybe<User>, Post>;
ROW_IS(maybe_user_post, select().from(users).right_join(posts, is_author));
using maybe_name_title = tuple<maybe<std::string>, std::string>;
ROW_IS(maybe_name_title, select(users.name, posts.title).from(users).right_join(posts, is_author));

// A full join makes both optional.
using maybe_user_maybe_post = tuple<maybe<User>, maybe<Post>>;
ROW_IS(maybe_user_maybe_post, select().from(users).full_join(posts, is_author));

// Joins in a row: what was optional stays optional.
using three = tuple<User, maybe<Post>, Comment>;
ROW_IS(three, select().from(users).left_join(posts, is_author).join(comments, is_comment));
using three_left = tuple<User, maybe<Post>, maybe<Comment>>;
ROW_IS(three_left,
       select().from(users).left_join(posts, is_author).left_join(comments, is_comment));
using three_right = tuple<maybe<User>, maybe<Post>, Comment>;
ROW_IS(three_right, select().from(users).join(posts, is_author).right_join(comments, is_comment));

// A table joined with itself: each alias is optional by itself.
using pair_of_users = tuple<User, maybe<User>>;
ROW_IS(pair_of_users, select().from(users).left_join(editor, editor.id == users.id));
using pair_of_names = tuple<std::string, maybe<std::string>>;
ROW_IS(pair_of_names,
       select(users.name, editor.name).from(users).left_join(editor, editor.id == users.id));

// Aggregates have PostgreSQL's result types.
ROW_IS(std::int64_t, select(orm::count()).from(users));
ROW_IS(std::int64_t, select(orm::count(users.image)).from(users));
ROW_IS(std::int64_t, select(orm::count_distinct(users.name)).from(users));
ROW_IS(maybe<std::int64_t>, select(orm::sum(users.age)).from(users));
ROW_IS(maybe<orm::decimal>, select(orm::sum(users.id)).from(users));
ROW_IS(maybe<double>, select(orm::sum(users.score)).from(users));
ROW_IS(maybe<orm::decimal>, select(orm::avg(users.age)).from(users));
ROW_IS(maybe<orm::decimal>, select(orm::avg(users.id)).from(users));
ROW_IS(maybe<double>, select(orm::avg(users.score)).from(users));
ROW_IS(maybe<std::int32_t>, select(orm::min(users.age)).from(users));
ROW_IS(maybe<std::int32_t>, select(orm::max(users.age)).from(users));
ROW_IS(maybe<std::string>, select(orm::max(users.name)).from(users));

template <class M>
struct number_table {
    orm::smallint<M> small;
    orm::real<M> single;
    typename M::template field<orm::pg::numeric> exact;
    orm::serial<M> counted;
};
inline constexpr auto numbers = orm::table<number_table>("numbers");
ROW_IS(maybe<std::int64_t>, select(orm::sum(numbers.small)).from(numbers));
ROW_IS(maybe<float>, select(orm::sum(numbers.single)).from(numbers));
ROW_IS(maybe<double>, select(orm::avg(numbers.single)).from(numbers));
ROW_IS(maybe<orm::decimal>, select(orm::sum(numbers.exact)).from(numbers));
ROW_IS(maybe<orm::decimal>, select(orm::avg(numbers.exact)).from(numbers));
ROW_IS(maybe<std::int64_t>, select(orm::sum(numbers.counted)).from(numbers));

// count() stays a number on the outer side of a join.
using name_and_count = tuple<std::string, std::int64_t>;
ROW_IS(name_and_count, select(users.name, orm::count(posts.id))
                           .from(users)
                           .left_join(posts, is_author)
                           .group_by(users.name));

// Conditions are columns too; NULL makes them NULL.
ROW_IS(bool, select(users.age > users.id).from(users));
ROW_IS(maybe<bool>, select(users.score > users.age).from(users));
ROW_IS(bool, select(users.score.is_null()).from(users));
ROW_IS(maybe<bool>, select(posts.published).from(users).left_join(posts, is_author));
ROW_IS(bool, select(posts.id.is_null()).from(users).left_join(posts, is_author));

// A name for a cell does not change it.
ROW_IS(std::int64_t, select(orm::count().as<"n">()).from(users));
ROW_IS(maybe<std::string>, select(users.image.as<"picture">()).from(users));

// as<Struct>() decides the row.
struct summary {
    std::string author;
    std::int64_t posts;
};
ROW_IS(summary, select(users.name, orm::count()).from(users).group_by(users.name).as<summary>());

// returning() of insert, update and delete.
ROW_IS(std::int64_t, orm::delete_from(users).all_rows().returning(users.id));
ROW_IS(User, orm::delete_from(users).all_rows().returning());
ROW_IS(id_and_name, orm::delete_from(users).all_rows().returning(users.id, users.name));
ROW_IS(void, orm::delete_from(users).all_rows());
using returned_by_insert =
    decltype(orm::insert(users).values({.name = "a", .email = "b"}).returning(users.id));
static_assert(std::same_as<row<returned_by_insert>, std::int64_t>);
using returned_by_update = decltype(orm::update(users).set({.age = 1}).all_rows().returning());
static_assert(std::same_as<row<returned_by_update>, User>);
