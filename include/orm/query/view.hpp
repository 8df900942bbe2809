// SPDX-License-Identifier: MIT
// Views and materialized views: tables that are only read.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/query/derived.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/query/runnable.hpp>
#include <orm/schema/table.hpp>

namespace orm {

/// `stats_view<view_model<stats_view>>`: typed columns of a view.
template <template <class> class Table>
struct view_model {
    template <class Sql, class... Modifiers>
    using field = typed_column<view_model, Sql, Modifiers...>;

    template <class Model>
    using with = Table<Model>;

    using row = Table<row_model>;
    using columns = Table<view_model>;
};

/// No query: the view is made elsewhere.
struct no_query {};

/// A view. Its only public names are its columns, as with tables.
///
/// Owns:     the query that defines it.
template <class Model, class Casing, bool IsMaterialized, class Query>
class view_table : public table_object<Model, Casing, no_constraints> {
    friend struct detail::view_access;

public:
    constexpr view_table(const char* orm_schema, const char* orm_name, Query orm_query)
        : table_object<Model, Casing, no_constraints>(orm_schema, orm_name, orm_name, {}),
          orm_query_(ORM_PASS(orm_query)) {}

private:
    [[no_unique_address]] Query orm_query_;
};

namespace detail {

struct view_access {
    template <class View>
    static constexpr const auto& query(const View& view) {
        return view.orm_query_;
    }
};

template <class Model, class Casing, bool IsMaterialized, class Query>
struct table_traits<view_table<Model, Casing, IsMaterialized, Query>>
    : table_traits<table_object<Model, Casing, no_constraints>> {};

template <class Model, class Casing, bool IsMaterialized, class Query>
inline constexpr bool is_read_only<view_table<Model, Casing, IsMaterialized, Query>> = true;

template <class Type>
inline constexpr bool is_view = false;
template <class Model, class Casing, bool IsMaterialized, class Query>
inline constexpr bool is_view<view_table<Model, Casing, IsMaterialized, Query>> = true;

template <class Type>
inline constexpr bool is_materialized = false;
template <class Model, class Casing, class Query>
inline constexpr bool is_materialized<view_table<Model, Casing, true, Query>> = true;

template <bool IsMaterialized, template <class> class Table, class Casing, class Query>
constexpr auto make_view(const char* schema, identifier name, const Query& query) {
    using model = view_model<Table>;
    if constexpr (!std::is_same_v<Query, no_query>) {
        static_cast<void>(table_fit_rule<model, Query>{});
        static_cast<void>(whole_rule<Query>{});
    }
    return view_table<model, Casing, IsMaterialized, Query>(schema, name.c_str(), query);
}

}  // namespace detail

/// A view: what orm::view or orm::materialized_view gives.
template <class Type> concept view_like = detail::is_view<std::remove_cvref_t<Type>>;

/// Declares a view; its columns are those of Table, in the order in which the query gives them.
///
///     template <class M> struct author_stats { orm::bigint<M> authorId; orm::bigint<M> posts; };
///     inline constexpr auto stats = orm::view<author_stats>("author_stats",
///         orm::select(posts.authorId, orm::count()).from(posts).group_by(posts.authorId));
///
/// Takes:    query, what defines it; without one the view is made elsewhere.
/// Gives:    a table for select; insert, update and delete refuse it (read_only_table).
/// Rejects:  columns that do not fit the query (table_fits_query).
/// Source:   PostgreSQL manual, CREATE VIEW.
template <template <class> class Table, class Casing = snake_case, class Query = no_query>
constexpr auto view(identifier name, const Query& query = {}) {
    return detail::make_view<false, Table, Casing>(nullptr, name, query);
}
template <template <class> class Table, class Casing = snake_case, class Query = no_query>
constexpr auto view(const schema_name& schema, identifier name, const Query& query = {}) {
    return detail::make_view<false, Table, Casing>(schema.name().data(), name, query);
}

/// Declares a materialized view: its rows stay as they are until `db.refresh(view).execute()`.
/// Source:   PostgreSQL manual, CREATE MATERIALIZED VIEW.
template <template <class> class Table, class Casing = snake_case, class Query = no_query>
constexpr auto materialized_view(identifier name, const Query& query = {}) {
    return detail::make_view<true, Table, Casing>(nullptr, name, query);
}
template <template <class> class Table, class Casing = snake_case, class Query = no_query>
constexpr auto materialized_view(const schema_name& schema, identifier name,
                                 const Query& query = {}) {
    return detail::make_view<true, Table, Casing>(schema.name().data(), name, query);
}

/// The query that defines a view; orm::no_query when it is made elsewhere.
template <view_like View>
constexpr const auto& query_of(const View& view) {
    return detail::view_access::query(view);
}

/// Whether a view keeps its rows.
template <view_like View>
constexpr bool is_materialized(const View&) {
    return detail::is_materialized<View>;
}

/// A second name for a view within one query.
template <fixed_string Name, template <class> class Table, class Casing, bool IsMaterialized,
          class Query>
constexpr auto alias(const view_table<view_model<Table>, Casing, IsMaterialized, Query>& view) {
    return derived_table<alias_model<Table, Name>, Casing, detail::named_source>(
        detail::table_access::schema(view), detail::table_access::name(view),
        detail::stored_text<Name>.text, {});
}

/// `refresh materialized view "name"`.
template <class Session>
class [[nodiscard("orm: nothing is sent yet: end with .execute()")]] refresh_statement
    : public runnable_count<refresh_statement<Session>> {
public:
    using session_type = Session;

    constexpr refresh_statement(Session session, const token& view, bool is_concurrent = false)
        : session_(session), view_(view), is_concurrent_(is_concurrent) {}

    /// Lets others read meanwhile. The view needs a unique index, and rows from an earlier refresh.
    constexpr auto concurrently() const { return refresh_statement(session_, view_, true); }

    constexpr const Session& session() const { return session_; }
    template <bool>
    using complete_rule = rule::statement_is_complete;

    constexpr void visit(outline& statement) const {
        statement.run(is_concurrent_ ? "refresh materialized view concurrently "
                                     : "refresh materialized view ");
        statement.run(&view_, &view_ + 1);
    }

private:
    Session session_;
    token view_;
    bool is_concurrent_;
};

namespace detail {

template <class Session, class View>
constexpr auto start_refresh(Session session, const View& view) {
    static_cast<void>(rule::refresh_of_materialized_view<typename traits_of<View>::model,
                                                         detail::is_materialized<View>>{});
    return refresh_statement<Session>(session, table_token(view));
}

}  // namespace detail

/// Works out the rows of a materialized view anew.
///
///     orm::refresh(stats).concurrently()
///     // refresh materialized view concurrently "author_stats"
///
/// Source:   PostgreSQL manual, REFRESH MATERIALIZED VIEW.
template <view_like View>
constexpr auto refresh(const View& view) {
    return detail::start_refresh(no_session{}, view);
}

}  // namespace orm
