// SPDX-License-Identifier: MIT
// The SQL text of one level: keys as arrays, rows of each parent cut in the database.
#pragma once

#include <cstddef>

#include <orm/query/clause.hpp>
#include <orm/relations/level_plan.hpp>

namespace orm::detail {

inline constexpr const char* key_names[max_key_width] = {"k1", "k2", "k3", "k4",
                                                         "k5", "k6", "k7", "k8"};
inline constexpr tokens<1> level_opening{{text_token("select ")}};
inline constexpr tokens<1> from_word{{text_token(" from ")}};
inline constexpr tokens<1> comma_word{{text_token(", ")}};
inline constexpr tokens<1> equal_word{{text_token(" = ")}};
inline constexpr tokens<2> any_of_array{
    {text_token(" = any("), plain_token(token_kind::parameter)}};
inline constexpr tokens<1> one_parameter{{plain_token(token_kind::parameter)}};
inline constexpr tokens<1> ordinal_cell{{text_token(", \"orm_keys\".\"n\"")}};
inline constexpr tokens<1> limited_opening{
    {text_token("select \"orm_rows\".*, \"orm_keys\".\"n\" from ")}};
inline constexpr tokens<1> lateral_opening{{text_token(" cross join lateral (select ")}};
inline constexpr tokens<1> lateral_closing{{text_token(") \"orm_rows\"")}};
inline constexpr tokens<1> limit_one{{text_token(" limit 1")}};

template <class = void>
void bind_key(const level_plan& plan, std::size_t part, outline& statement) {
    if (statement.parameters() != nullptr)
        statement.parameters()->add_encoded(plan.keys.oids[part], plan.keys.values[part]);
}

/// `unnest($1, $2) with ordinality as "orm_keys" ("k1", "k2", "n")`.
template <class = void>
void visit_unnest(const level_plan& plan, outline& statement) {
    statement.run("unnest(");
    for (std::size_t part = 0; part < plan.key_width; ++part) {
        if (part != 0) statement.run(comma_word);
        statement.run(one_parameter);
        bind_key(plan, part, statement);
    }
    statement.run(") with ordinality as \"orm_keys\" (");
    for (std::size_t part = 0; part < plan.key_width; ++part) {
        statement.run(identifier_token(key_names[part]));
        statement.run(comma_word);
    }
    statement.run("\"n\")");
}

/// `"posts"."author_id" = any($1)`, or with positions `"posts"."a" = "orm_keys"."k1" and ...`.
template <class = void>
void visit_key_condition(const level_plan& plan, const token* near, outline& statement) {
    statement.continues_conditions();
    statement.run(where_word);
    if (!plan.is_ordinal) {
        statement.run(near, near + 1);
        statement.run(any_of_array);
        bind_key(plan, 0, statement);
        return statement.run(")");
    }
    for (std::size_t part = 0; part < plan.key_width; ++part) {
        if (part != 0) statement.run(and_word);
        statement.run(near + part, near + part + 1);
        statement.run(" = \"orm_keys\".");
        statement.run(identifier_token(key_names[part]));
    }
}

template <class = void>
void visit_hidden(const level_plan& plan, outline& statement) {
    bool is_first = plan.row_width == 0;
    for (const hidden_cell& cell : plan.hidden) {
        if (!is_first) statement.run(comma_word);
        is_first = false;
        statement.run(&cell.column, &cell.column + 1);
    }
}

/// The cells of a level: those of its layout, then the hidden ones.
template <class Layout, class Level>
void visit_cells(const level_plan& plan, const Level& level, bool is_qualified,
                 outline& statement) {
    statement.run(is_qualified ? names_in_list<true> : names_in_list<false>);
    Layout::visit(level, statement);
    visit_hidden(plan, statement);
    statement.run(restored_names);
    Layout::bind(level, statement);
}

/// The statement of the root.
template <class Find>
void visit_root(const level_plan& plan, outline& statement) {
    const Find& find = *static_cast<const Find*>(plan.level);
    const auto& level = find.level();
    statement.run(level_opening);
    visit_cells<typename Find::layout>(plan, level, false, statement);
    statement.run(from_word);
    statement.run(&find.table(), &find.table() + 1);
    visit_clauses(level.clauses, statement);
    using clauses = typename Find::level_type::clauses_type;
    if constexpr (!clauses::template has<place::limit>)
        if (plan.wants_one_row) statement.run(limit_one);
}

/// Whether the database cuts the rows of each parent.
template <class Relation>
inline constexpr bool is_limited = [] {
    using clauses = typename Relation::level_type::clauses_type;
    return clauses::template has<place::limit> || clauses::template has<place::offset> ||
           (!Relation::may_have_several_rows && clauses::template has<place::order>);
}();

template <class Relation>
inline constexpr bool uses_ordinals =
    is_limited<Relation> ||
    !same_bytes<typename Relation::link_type::parent_key, typename Relation::link_type::near_key>;

/// `from "posts" where keys and conditions order by ... limit ...`.
template <class Relation>
void visit_rows(const level_plan& plan, const Relation& relation, outline& statement) {
    const auto& clauses = relation.level().clauses;
    statement.run(relation.link().from);
    visit_key_condition(plan, relation.link().near_tokens, statement);
    clauses.template visit_one<place::where>(statement);
    clauses.template visit_one<place::order>(statement);
    clauses.template visit_one<place::limit>(statement);
    clauses.template visit_one<place::offset>(statement);
    if constexpr (!Relation::may_have_several_rows && is_limited<Relation>)
        statement.run(limit_one);
}

/// The statement of a relation.
///
///     select ... from "posts" where "posts"."author_id" = any($1)
///     select "orm_rows".*, "orm_keys"."n" from unnest($1) with ordinality as "orm_keys" ("k1", "n")
///         cross join lateral (select ... where "posts"."author_id" = "orm_keys"."k1" limit $2) "orm_rows"
template <class Relation, class Layout>
void visit_relation(const level_plan& plan, outline& statement) {
    const Relation& relation = *static_cast<const Relation*>(plan.level);
    constexpr bool is_alone = Relation::link_type::is_direct && !uses_ordinals<Relation>;
    if constexpr (is_limited<Relation>) {
        statement.run(limited_opening);
        visit_unnest(plan, statement);
        statement.run(lateral_opening);
    } else {
        statement.run(level_opening);
    }
    visit_cells<Layout>(plan, relation.level(), !is_alone, statement);
    if constexpr (uses_ordinals<Relation> && !is_limited<Relation>) {
        statement.run(ordinal_cell);
        statement.run(from_word);
        visit_unnest(plan, statement);
        statement.run(comma_word);
    } else {
        statement.run(from_word);
    }
    visit_rows(plan, relation, statement);
    if constexpr (is_limited<Relation>) statement.run(lateral_closing);
}

}  // namespace orm::detail
