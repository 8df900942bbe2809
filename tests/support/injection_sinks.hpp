// SPDX-License-Identifier: MIT
// Every way in which a string of a user gets into a statement.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

namespace orm_test {

/// Calls use(name, query) for each sink, with `text` in it. Queries neither need nor find rows.
template <class Use>
void for_each_condition_sink(const std::string& text, Use&& use) {
    const auto where = [&](const char* name, const auto& condition) {
        use(name, orm::select(users.id).from(users).where(condition));
    };
    where("equal", users.name == text);
    where("equal, a view", users.name == std::string_view(text));
    where("value on the left", text == users.name);
    where("not equal", users.name != text);
    where("less", users.name < text);
    where("less or equal", users.name <= text);
    where("greater", users.name > text);
    where("greater or equal", users.name >= text);
    where("between", users.name.between(text, text));
    where("not between", users.name.not_between(text, text));
    where("in", users.name.in(text, text));
    where("not in", users.name.not_in(text));
    where("in a vector", users.name.in(std::vector<std::string>{text, text}));
    where("not in a vector", users.name.not_in(std::vector<std::string>{text}));
    where("is distinct from", users.image.is_distinct_from(text));
    where("is not distinct from", users.image.is_not_distinct_from(std::optional(text)));
    where("and", users.age > 1 && users.name == text);
    where("or", users.age > 1 || users.name == text);
    where("not", !(users.name == text));
    where("lower", orm::lower(users.name) == text);
    where("coalesce", orm::coalesce(users.image, text) == text);
    where("char_length", orm::char_length(orm::coalesce(users.image, text)) > 1);
    where("cast", orm::cast<orm::pg::text>(users.id) == text);
    where("raw", orm::sql<bool>("{} = {}", users.name, text));
    where("raw, optional", orm::sql<bool>("{} = {}", users.name, std::optional(text)));
    where("raw, vector",
          orm::sql<bool>("{} = any({})", users.name, std::vector<std::string>{text}));
    where("raw in raw", orm::sql<bool>("{} = 'a'", orm::sql<std::string>("upper({})", text)));
    where("unsafe_raw's argument", orm::unsafe_raw<bool>("{} = {}", users.name, text));
    where("all_of",
          orm::all_of(std::vector<orm::condition<users>>{users.name == text, users.age > 1}));
    where("any_of",
          orm::any_of(std::vector<orm::condition<users>>{users.name == text, users.id < 0}));
}

template <class Use>
void for_each_like_sink(const std::string& text, Use&& use) {
    const auto where = [&](const char* name, const auto& condition) {
        use(name, orm::select(users.id).from(users).where(condition));
    };
    where("like", users.name.like(text));
    where("not like", users.name.not_like(text));
    where("ilike", users.name.ilike(text));
    where("not ilike", users.name.not_ilike(text));
}

template <class Use>
void for_each_clause_sink(const std::string& text, Use&& use) {
    const auto from_users = orm::select(users.id).from(users);
    use("where_if", from_users.where_if(true, users.name == text));
    use("join", orm::select(users.id).from(users).join(posts, posts.title == text));
    use("left join", orm::select(users.id).from(users).left_join(posts, posts.title == text));
    use("having", orm::select(orm::count()).from(users).having(orm::max(users.name) == text));
    use("group_by", orm::select(orm::count()).from(users).group_by(users.name == text));
    use("order_by", from_users.order_by((users.name == text).desc()));
    use("sort_by", from_users.order_by(
                       orm::sort_by(std::string("a"), orm::sort_key("a", users.name == text))));
    use("select list", orm::select(users.name == text).from(users));
    use("select_if", orm::select(orm::select_if(true, users.name == text)).from(users));
    use("raw in the list", orm::select(orm::sql<std::string>("{}", text)).from(users));
    use("whole raw query", orm::sql<std::string>("select {}", text));
    use("whole unsafe query", orm::unsafe_raw<std::string>("select {}", text));
    use("set_config",
        orm::sql<std::string>("select set_config('application_name', {}, true)", text));
    use("notify payload",
        orm::sql<std::string>("select pg_notify('orm_test', left({}, 100))::text", text));
}

template <class Use>
void for_each_write_sink(const std::string& text, Use&& use) {
    const auto one = orm::insert(users).values({.name = text, .email = text});
    use("insert", one);
    use("insert, optional",
        orm::insert(users).values({.name = "a", .email = "e", .image = std::optional(text)}));
    use("insert of two rows",
        orm::insert(users).values({{.name = text, .email = text}, {.name = text, .email = "e2"}}));
    use("insert of an expression",
        orm::insert(users).values({.name = orm::sql<std::string>("{}", text), .email = "e3"}));
    use("insert returning", one.returning(users.name == text));
    use("insert from select",
        orm::insert(users)
            .columns(users.name, users.email)
            .from(orm::select(orm::sql<std::string>("{}", text), orm::sql<std::string>("{}", text))
                      .from(users)
                      .where(users.id < 0)));
    use("do_update", one.on_conflict(users.email).do_update({.name = text}));
    use("do_update where",
        one.on_conflict(users.email).do_update({.age = 1}).where(users.name == text));
    use("update", orm::update(users).set({.name = text}).where(users.id < 0));
    use("update, optional",
        orm::update(users).set({.image = std::optional(text)}).where(users.id < 0));
    use("update with an expression",
        orm::update(users).set({.name = orm::coalesce(users.image, text)}).where(users.id < 0));
    use("update where", orm::update(users).set({.age = 1}).where(users.name == text));
    use("update from",
        orm::update(posts).from(users).set({.title = text}).where(users.name == text));
    use("update returning",
        orm::update(users).set({.age = 1}).where(users.id < 0).returning(users.name == text));
    use("delete", orm::delete_from(users).where(users.name == text && users.id < 0));
    use("delete using", orm::delete_from(posts).using_table(users).where(users.name == text));
    use("raw statement", orm::sql("update {} set {} = {} where {} < 0", users,
                                  orm::unqualified(users.name), text, users.id));
}

template <class Use>
void for_each_sink(const std::string& text, Use&& use) {
    for_each_condition_sink(text, use);
    for_each_like_sink(text, use);
    for_each_clause_sink(text, use);
    for_each_write_sink(text, use);
}

}  // namespace orm_test
