// SPDX-License-Identifier: MIT
// Common table expressions: with<"name">(query), with_recursive, materialized, and with(tables...).
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/query/change.hpp>
#include <orm/query/derived.hpp>
#include <orm/query/insert.hpp>
#include <orm/query/select.hpp>
#include <orm/query/set_operation.hpp>

namespace orm {

namespace detail {

/// The name of a common table expression, and what stands in the with clause.
template <class Name, class Query, bool IsRecursive>
struct with_source : named_source {
    using name = Name;
    static constexpr bool is_recursive = IsRecursive;

    Query query;
    /// `as (`, `as materialized (` or `as not materialized (`.
    const char* opening = " as (";

    constexpr explicit with_source(Query orm_query) : query(ORM_PASS(orm_query)) {}

    constexpr defined_by_with<Name> values() const { return {}; }
};

template <class Type>
inline constexpr bool is_with_source = false;
template <class Name, class Query, bool IsRecursive>
inline constexpr bool is_with_source<with_source<Name, Query, IsRecursive>> = true;

/// One definition of a with clause.
template <class Name, std::size_t Count, class Query>
struct definition {
    using name = Name;

    tokens<Count> sql;
    Query query;

    constexpr void visit(outline& statement) const {
        statement.run(sql);
        statement.nest(query);
    }
};

/// `"name" as (`statement`)`
template <class Model, class Items, class Source, std::size_t Width>
constexpr auto definition_of(const query_table<Model, Items, Source, Width>& table) {
    const Source& source = table.orm_source();
    auto run =
        join_tokens(identifier_token(table.orm_table().table), source.opening, nested_place, ")");
    return definition<typename Source::name, run.size(), decltype(source.query)>{run, source.query};
}

/// `"name" ("column", ...) as (`statement`)`
template <class Model, class Casing, class Source>
constexpr auto definition_of(const derived_table<Model, Casing, Source>& table) {
    const Source& source = derived_access::source(table);
    auto run = join_tokens(identifier_token(table_access::name(table)),
                           column_names(columns_token(table)), source.opening, nested_place, ")");
    return definition<typename Source::name, run.size(), decltype(source.query)>{run, source.query};
}

template <class Table>
struct source_type;
template <class Model, class Items, class Source, std::size_t Width>
struct source_type<query_table<Model, Items, Source, Width>> {
    using type = Source;
};
template <class Model, class Casing, class Source>
struct source_type<derived_table<Model, Casing, Source>> {
    using type = Source;
};

/// A session, and the definitions that a statement starts with.
template <class Session, bool IsRecursive, class... Definitions>
struct with_session : Session {
    std::tuple<Definitions...> definitions;

    constexpr void visit(outline& statement) const {
        statement.run(IsRecursive ? "with recursive " : "with ");
        std::apply(
            [&](const auto&... each) {
                std::size_t left = sizeof...(each);
                ((each.visit(statement), statement.run(--left == 0 ? " " : ", ")), ...);
            },
            definitions);
    }
};

template <class Session, bool IsRecursive, class... Definitions>
struct session_type<with_session<Session, IsRecursive, Definitions...>> {
    using type = Session;
};

template <class Session, bool IsRecursive, class... Definitions>
struct names_of_with<with_session<Session, IsRecursive, Definitions...>> {
    using type = type_list<typename Definitions::name...>;
};

}  // namespace detail

/// The words that start a statement after its common table expressions.
template <class Session>
class with_words {
public:
    constexpr explicit with_words(Session session) : session_(ORM_PASS(session)) {}

    template <detail::selectable... Items>
    constexpr auto select(const Items&... items) const {
        static_cast<void>(detail::list_placement_rule<Items...>{});
        return detail::start_select(session_, items...);
    }
    template <detail::selectable... Items>
    constexpr auto select_distinct(const Items&... items) const {
        static_cast<void>(detail::list_placement_rule<Items...>{});
        return detail::start_distinct(session_, items...);
    }
    template <table_like Table>
    constexpr auto insert(const Table& table) const {
        static_cast<void>(detail::insert_target_rule<Table>{});
        return detail::start_insert(session_, table);
    }
    template <table_like Table>
    constexpr auto update(const Table& table) const {
        static_cast<void>(detail::change_target_rule<Table>{});
        return detail::start_change<detail::change_kind::update>(session_, table);
    }
    template <table_like Table>
    constexpr auto delete_from(const Table& table) const {
        static_cast<void>(detail::change_target_rule<Table>{});
        return detail::start_change<detail::change_kind::remove>(session_, table);
    }

private:
    Session session_;
};

namespace detail {

template <class Session, class... Tables>
constexpr auto start_with(Session session, const Tables&... tables) {
    constexpr bool is_recursive = (source_type<Tables>::type::is_recursive || ...);
    using started = with_session<Session, is_recursive, decltype(definition_of(tables))...>;
    return with_words<started>(started{session, {definition_of(tables)...}});
}

/// A table that orm::with<"name">() has made.
template <class Table> concept with_table = is_with_source<typename source_type<Table>::type>;

template <bool IsRecursive, fixed_string Name, class Query>
constexpr auto make_with(const Query& query) {
    static_cast<void>(named_rule<Query>{});
    static_cast<void>(nested_rule<Query>{});
    using source = with_source<name_type<Name>, Query, IsRecursive>;
    return make_query_table<Name>(source(query), query);
}

template <bool IsRecursive, template <class> class Table, fixed_string Name, class Casing,
          class Query>
constexpr auto make_declared_with(const Query& query) {
    using model = alias_model<Table, Name>;
    static_cast<void>(table_fit_rule<model, Query>{});
    static_cast<void>(nested_rule<Query>{});
    constexpr const char* name = stored_text<Name>.text;
    using source = with_source<name_type<Name>, Query, IsRecursive>;
    return derived_table<model, Casing, source>(nullptr, name, name, source(query));
}

}  // namespace detail

/// Defines a common table expression: a table for statements that begin with orm::with(table).
///
///     constexpr auto totals = orm::with<"totals">(
///         orm::select(posts.authorId, orm::count().as<"posts">()).from(posts).group_by(posts.authorId));
///     orm::with(totals).select(totals.column<"posts">()).from(totals)
///     // with "totals" as (select "author_id", count(*) as "posts" ...) select "posts" from "totals"
///
/// Takes:    a select, a set operation, or an insert, update or delete with returning().
/// Source:   PostgreSQL manual, "WITH Queries (Common Table Expressions)".
template <fixed_string Name, query_like Query>
constexpr auto with(const Query& query) {
    static_cast<void>(detail::name_rule<Name>{});
    return detail::make_with<false, Name>(query);
}

/// The same with declared columns: `orm::with<author_totals, "totals">(query)` has totals.authorId.
template <template <class> class Table, fixed_string Name, class Casing = snake_case,
          query_like Query>
constexpr auto with(const Query& query) {
    static_cast<void>(detail::name_rule<Name>{});
    return detail::make_declared_with<false, Table, Name, Casing>(query);
}

/// Starts a statement with common table expressions, in the order in which they use each other.
template <detail::with_table... Tables>
    requires(sizeof...(Tables) != 0)
constexpr auto with(const Tables&... tables) {
    return detail::start_with(no_session{}, tables...);
}

/// A recursive common table expression: the rows of `first`, and those that `step` makes of the last
/// ones, until there are no more.
///
///     constexpr auto tree = orm::with_recursive<reply_tree, "tree">(
///         orm::select(comments.id, comments.postId).from(comments).where(...),
///         [](const auto& tree) {
///             return orm::select(comments.id, tree.postId).from(comments).join(tree, ...);
///         });
///     // with recursive "tree" ("id", "post_id") as ((select ...) union all (select ...)) ...
template <template <class> class Table, fixed_string Name, class Casing = snake_case, class First,
          class Step>
constexpr auto with_recursive(const First& first, const Step& step) {
    constexpr const char* name = detail::stored_text<Name>.text;
    const derived_table<alias_model<Table, Name>, Casing, detail::named_source> self(nullptr, name,
                                                                                     name, {});
    using next = decltype(step(self));
    static_cast<void>(detail::set_operation_rule<First, next>{});
    return detail::make_declared_with<true, Table, Name, Casing>(
        make_set_operation(first, " union all ", step(self)));
}

/// The same with the columns of `first`: `tree[comments.id]`, `tree.column<"depth">()`.
///
/// Rejects:  a step that gives NULL where `first` does not (table_fits_query).
template <fixed_string Name, class First, class Step>
constexpr auto with_recursive(const First& first, const Step& step) {
    const auto self = detail::make_query_table<Name>(detail::named_source{}, first);
    using next = decltype(step(self));
    using model = typename detail::model_of_cells<Name, detail::cells_of<First>>::type;
    static_cast<void>(detail::set_operation_rule<First, next>{});
    const auto both = make_set_operation(first, " union all ", step(self));
    static_cast<void>(detail::table_fit_rule<model, std::remove_cvref_t<decltype(both)>>{});
    return detail::make_with<true, Name>(both);
}

/// The same with `union`: a row that was there before is not followed again, so that cycles end.
template <template <class> class Table, fixed_string Name, class Casing = snake_case, class First,
          class Step>
constexpr auto with_recursive_union(const First& first, const Step& step) {
    constexpr const char* name = detail::stored_text<Name>.text;
    const derived_table<alias_model<Table, Name>, Casing, detail::named_source> self(nullptr, name,
                                                                                     name, {});
    using next = decltype(step(self));
    static_cast<void>(detail::set_operation_rule<First, next>{});
    return detail::make_declared_with<true, Table, Name, Casing>(
        make_set_operation(first, " union ", step(self)));
}

namespace detail {

template <class Model, class Items, class Source, std::size_t Width>
constexpr auto with_opening(const query_table<Model, Items, Source, Width>& table,
                            const char* opening) {
    Source source = table.orm_source();
    source.opening = opening;
    return query_table<Model, Items, Source, Width>(table.orm_table(), ORM_PASS(source),
                                                    table.orm_columns());
}
template <class Model, class Casing, class Source>
constexpr auto with_opening(const derived_table<Model, Casing, Source>& table,
                            const char* opening) {
    Source source = derived_access::source(table);
    source.opening = opening;
    const char* const name = table_access::name(table);
    return derived_table<Model, Casing, Source>(nullptr, name, name, ORM_PASS(source));
}

}  // namespace detail

/// Has a common table expression worked out by itself, once: `as materialized (...)`.
template <detail::with_table Table>
constexpr auto materialized(const Table& table) {
    return detail::with_opening(table, " as materialized (");
}

/// Lets the planner merge it into the statement: `as not materialized (...)`.
template <detail::with_table Table>
constexpr auto not_materialized(const Table& table) {
    return detail::with_opening(table, " as not materialized (");
}

/// A second name for a common table expression: `"tree" "parent"`.
template <fixed_string Name, template <class> class Table, fixed_string First, class Casing,
          class Source>
constexpr auto alias(const derived_table<alias_model<Table, First>, Casing, Source>& table) {
    return derived_table<alias_model<Table, Name>, Casing, detail::named_source>(
        nullptr, detail::table_access::name(table), detail::stored_text<Name>.text, {});
}

namespace detail {

/// The columns that returning() of a change gives.
template <class Before, class Last>
constexpr void read_returning(const chain<Before, Last>& clauses, output_names& names) {
    if constexpr (Last::place == place::returning)
        names.read(clauses.last.sql.begin() + 2, clauses.last.sql.end() - 1);
    else read_returning(clauses.before, names);
}

template <change_kind Kind, class Session, class Table, class Clauses>
constexpr void read_outputs(const change_statement<Kind, Session, Table, Clauses>& change,
                            output_names& names) {
    read_returning(select_access::clauses(change), names);
}
template <class Session, class Table, class Rows, class Clauses>
constexpr void read_outputs(const insert_statement<Session, Table, Rows, Clauses>& insert,
                            output_names& names) {
    read_returning(select_access::clauses(insert), names);
}

}  // namespace detail

}  // namespace orm
