// SPDX-License-Identifier: MIT
// How selects look in SQL.
#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

namespace {
inline constexpr auto author = orm::alias<"author">(users);
constexpr auto is_author = posts.authorId == users.id;
constexpr auto is_comment = comments.postId == posts.id;
}  // namespace

ORM_GOLDEN("query/select/one_column") { return to_sql(select(users.name).from(users)); }
ORM_GOLDEN("query/select/several_columns") {
    return to_sql(select(users.id, users.name, users.emailVerified).from(users));
}
ORM_GOLDEN("query/select/every_column") { return to_sql(select().from(users)); }
ORM_GOLDEN("query/select/a_table") { return to_sql(select(users).from(users)); }
ORM_GOLDEN("query/select/a_table_and_a_column") {
    return to_sql(select(comments, comments.id).from(comments));
}
ORM_GOLDEN("query/select/distinct") { return to_sql(orm::select_distinct(users.name).from(users)); }
ORM_GOLDEN("query/select/named_column") {
    return to_sql(select(users.name.as<"author">()).from(users));
}
ORM_GOLDEN("query/select/a_condition") {
    return to_sql(select(users.id, users.age >= 18).from(users));
}
ORM_GOLDEN("query/select/parameters_in_the_list_come_first") {
    return to_sql(select(users.age >= 18).from(users).where(users.name == "Ann").limit(1));
}
ORM_GOLDEN("query/select/into_a_struct") {
    struct named {
        std::int64_t id;
        std::string name;
    };
    return to_sql(select(users.id, users.name).from(users).as<named>());
}

ORM_GOLDEN("query/where/equal") {
    return to_sql(select(users.id).from(users).where(users.name == "Ann"));
}
ORM_GOLDEN("query/where/not_equal") {
    return to_sql(select(users.id).from(users).where(users.name != "Ann"));
}
ORM_GOLDEN("query/where/less") {
    return to_sql(select(users.id).from(users).where(users.age < 18));
}
ORM_GOLDEN("query/where/less_or_equal") {
    return to_sql(select(users.id).from(users).where(users.age <= 18));
}
ORM_GOLDEN("query/where/greater") {
    return to_sql(select(users.id).from(users).where(users.age > 18));
}
ORM_GOLDEN("query/where/greater_or_equal") {
    return to_sql(select(users.id).from(users).where(users.age >= 18));
}
ORM_GOLDEN("query/where/value_on_the_left") {
    return to_sql(select(users.id).from(users).where(18 <= users.age));
}
ORM_GOLDEN("query/where/column_with_column") {
    return to_sql(select(users.id).from(users).where(users.name == users.email));
}
ORM_GOLDEN("query/where/integer_with_double") {
    return to_sql(select(users.id).from(users).where(users.age > 17.5));
}
ORM_GOLDEN("query/where/boolean_column") {
    return to_sql(select(users.id).from(users).where(users.emailVerified));
}
ORM_GOLDEN("query/where/boolean_value") {
    return to_sql(select(users.id).from(users).where(users.emailVerified == true));
}
ORM_GOLDEN("query/where/and_or") {
    return to_sql(select(users.id).from(users).where(users.emailVerified &&
                                                     (users.age > 18 || users.name == "Ann")));
}
ORM_GOLDEN("query/where/or_and") {
    return to_sql(select(users.id).from(users).where(users.emailVerified ||
                                                     (users.age > 18 && users.name == "Ann")));
}
ORM_GOLDEN("query/where/not_of_a_comparison") {
    return to_sql(select(users.id).from(users).where(!(users.age > 18)));
}
ORM_GOLDEN("query/where/not_of_a_disjunction") {
    return to_sql(select(users.id).from(users).where(!(users.age > 18 || users.emailVerified)));
}
ORM_GOLDEN("query/where/not_of_not") {
    return to_sql(select(users.id).from(users).where(!!users.emailVerified));
}
ORM_GOLDEN("query/where/comparison_of_comparisons") {
    return to_sql(
        select(users.id).from(users).where((users.age > 18) == (users.name == users.email)));
}
ORM_GOLDEN("query/where/twice_joins_with_and") {
    return to_sql(select(users.id).from(users).where(users.age > 18).where(users.age < 65));
}
ORM_GOLDEN("query/where/twice_keeps_or_together") {
    return to_sql(select(users.id)
                      .from(users)
                      .where(users.age < 18 || users.age > 65)
                      .where(users.emailVerified || users.name == "Ann"));
}
ORM_GOLDEN("query/where/three_times") {
    return to_sql(select(users.id)
                      .from(users)
                      .where(users.age > 1)
                      .where(users.age > 2)
                      .where(users.age > 3));
}
ORM_GOLDEN("query/where/is_null") {
    return to_sql(select(users.id).from(users).where(users.image.is_null()));
}
ORM_GOLDEN("query/where/is_not_null") {
    return to_sql(select(users.id).from(users).where(users.image.is_not_null()));
}
ORM_GOLDEN("query/where/null_test_of_a_comparison") {
    return to_sql(select(users.id).from(users).where((users.score > 1.0).is_null()));
}
ORM_GOLDEN("query/where/like") {
    return to_sql(select(users.id).from(users).where(users.name.like("A%")));
}
ORM_GOLDEN("query/where/not_like") {
    return to_sql(select(users.id).from(users).where(users.name.not_like("A%")));
}
ORM_GOLDEN("query/where/ilike") {
    return to_sql(select(users.id).from(users).where(users.name.ilike("a%")));
}
ORM_GOLDEN("query/where/not_ilike") {
    return to_sql(select(users.id).from(users).where(users.name.not_ilike("a%")));
}
ORM_GOLDEN("query/where/like_a_column") {
    return to_sql(select(users.id).from(users).where(users.name.like(users.email)));
}
ORM_GOLDEN("query/where/between") {
    return to_sql(select(users.id).from(users).where(users.age.between(18, 65)));
}
ORM_GOLDEN("query/where/between_and_condition") {
    return to_sql(
        select(users.id).from(users).where(users.age.between(18, 65) && users.emailVerified));
}
ORM_GOLDEN("query/where/not_between_columns") {
    return to_sql(select(users.id).from(users).where(users.age.not_between(users.id, users.score)));
}
ORM_GOLDEN("query/where/in_one") {
    return to_sql(select(users.id).from(users).where(users.age.in(1)));
}
ORM_GOLDEN("query/where/in_several") {
    return to_sql(select(users.id).from(users).where(users.name.in("Ann", "Bob", "Cid")));
}
ORM_GOLDEN("query/where/not_in") {
    return to_sql(select(users.id).from(users).where(users.name.not_in("Ann", "Bob")));
}
ORM_GOLDEN("query/where/in_nothing_is_false") {
    return to_sql(select(users.id).from(users).where(users.name.in()));
}
ORM_GOLDEN("query/where/not_in_nothing_is_true") {
    return to_sql(select(users.id).from(users).where(users.name.not_in()));
}
ORM_GOLDEN("query/where/named_parameter") {
    return to_sql(select(users.id).from(users).where(users.email == orm::param<"email">));
}

ORM_GOLDEN("query/join/inner") {
    return to_sql(select(users.name, posts.title).from(users).join(posts, is_author));
}
ORM_GOLDEN("query/join/left") {
    return to_sql(select(users.name, posts.title).from(users).left_join(posts, is_author));
}
ORM_GOLDEN("query/join/right") {
    return to_sql(select(users.name, posts.title).from(users).right_join(posts, is_author));
}
ORM_GOLDEN("query/join/full") {
    return to_sql(select(users.name, posts.title).from(users).full_join(posts, is_author));
}
ORM_GOLDEN("query/join/every_table") {
    return to_sql(select().from(posts).join(comments, is_comment));
}
ORM_GOLDEN("query/join/whole_tables") {
    return to_sql(select(comments, posts.title).from(posts).join(comments, is_comment));
}
ORM_GOLDEN("query/join/three_tables") {
    return to_sql(select(users.name, posts.title, comments.text)
                      .from(users)
                      .join(posts, is_author)
                      .left_join(comments, is_comment));
}
ORM_GOLDEN("query/join/with_itself") {
    return to_sql(
        select(users.name, author.name).from(users).left_join(author, author.id == users.id));
}
ORM_GOLDEN("query/join/alias_first") {
    return to_sql(
        select(author.name, posts.title).from(author).join(posts, posts.authorId == author.id));
}
ORM_GOLDEN("query/join/values_in_the_condition_come_before_those_of_where") {
    return to_sql(select(users.name)
                      .from(users)
                      .left_join(posts, is_author && posts.title == "a")
                      .where(users.name == "b"));
}
ORM_GOLDEN("query/join/condition_with_or") {
    return to_sql(select(users.name)
                      .from(users)
                      .join(posts, posts.authorId == users.id || posts.title == users.name));
}

ORM_GOLDEN("query/group/by_column") {
    return to_sql(select(users.age, orm::count()).from(users).group_by(users.age));
}
ORM_GOLDEN("query/group/by_several_columns") {
    return to_sql(
        select(users.age, users.name, orm::count()).from(users).group_by(users.age, users.name));
}
ORM_GOLDEN("query/group/by_primary_key_frees_the_table") {
    return to_sql(select(users.name, orm::count(posts.id))
                      .from(users)
                      .left_join(posts, is_author)
                      .group_by(users.id));
}
ORM_GOLDEN("query/group/having") {
    return to_sql(select(users.age).from(users).group_by(users.age).having(orm::count() > 3));
}
ORM_GOLDEN("query/group/having_with_or") {
    return to_sql(select(users.age).from(users).group_by(users.age).having(
        orm::count() > 3 || orm::max(users.score) < 1.0));
}
ORM_GOLDEN("query/group/having_without_group_by") {
    return to_sql(select(orm::count()).from(users).having(orm::count() > 3));
}
ORM_GOLDEN("query/group/order_by_aggregate") {
    return to_sql(select(users.age).from(users).group_by(users.age).order_by(
        orm::desc(orm::count()), users.age));
}
ORM_GOLDEN("query/group/distinct_and_where") {
    return to_sql(orm::select_distinct(orm::count())
                      .from(users)
                      .where(users.emailVerified)
                      .group_by(users.age));
}

ORM_GOLDEN("query/aggregate/count_rows") { return to_sql(select(orm::count()).from(users)); }
ORM_GOLDEN("query/aggregate/count_values") {
    return to_sql(select(orm::count(users.image)).from(users));
}
ORM_GOLDEN("query/aggregate/count_distinct") {
    return to_sql(select(orm::count_distinct(users.name)).from(users));
}
ORM_GOLDEN("query/aggregate/sum") { return to_sql(select(orm::sum(users.age)).from(users)); }
ORM_GOLDEN("query/aggregate/avg") { return to_sql(select(orm::avg(users.score)).from(users)); }
ORM_GOLDEN("query/aggregate/min_and_max") {
    return to_sql(select(orm::min(users.createdAt), orm::max(users.createdAt)).from(users));
}
ORM_GOLDEN("query/aggregate/named") {
    return to_sql(select(orm::count().as<"how many \"users\"">()).from(users));
}
ORM_GOLDEN("query/aggregate/of_a_joined_table") {
    return to_sql(select(orm::max(posts.createdAt)).from(users).join(posts, is_author));
}

ORM_GOLDEN("query/order/by_column") {
    return to_sql(select(users.id).from(users).order_by(users.name));
}
ORM_GOLDEN("query/order/ascending") {
    return to_sql(select(users.id).from(users).order_by(orm::asc(users.name)));
}
ORM_GOLDEN("query/order/descending") {
    return to_sql(select(users.id).from(users).order_by(orm::desc(users.name)));
}
ORM_GOLDEN("query/order/descending_method") {
    return to_sql(select(users.id).from(users).order_by(users.name.desc(), users.id.asc()));
}
ORM_GOLDEN("query/order/nulls_first") {
    return to_sql(select(users.id).from(users).order_by(orm::asc(users.image).nulls_first()));
}
ORM_GOLDEN("query/order/nulls_last") {
    return to_sql(select(users.id).from(users).order_by(users.image.desc().nulls_last()));
}
ORM_GOLDEN("query/order/by_a_condition") {
    return to_sql(select(users.id).from(users).order_by(users.name == "Ann", users.id));
}

ORM_GOLDEN("query/limit/limit") { return to_sql(select(users.id).from(users).limit(10)); }
ORM_GOLDEN("query/limit/zero") { return to_sql(select(users.id).from(users).limit(0)); }
ORM_GOLDEN("query/limit/offset") { return to_sql(select(users.id).from(users).offset(10)); }
ORM_GOLDEN("query/limit/limit_and_offset_stand_in_the_order_of_sql") {
    return to_sql(select(users.id).from(users).offset(20).limit(10));
}
ORM_GOLDEN("query/limit/named_parameters") {
    return to_sql(
        select(users.id).from(users).limit(orm::param<"limit">).offset(orm::param<"offset">));
}
ORM_GOLDEN("query/limit/clauses_stand_in_the_order_of_sql") {
    return to_sql(select(users.age, orm::count())
                      .from(users)
                      .limit(3)
                      .order_by(users.age)
                      .having(orm::count() > 2)
                      .group_by(users.age)
                      .where(users.name == "Ann"));
}
ORM_GOLDEN("query/limit/more_than_nine_parameters") {
    return to_sql(
        select(users.id).from(users).where(users.age.in(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).limit(11));
}
