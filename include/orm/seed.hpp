// SPDX-License-Identifier: MIT
// orm::seed(db, app_schema, {.count = 1000, .seed = 42}) and orm::reset(db, app_schema).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <orm/driver/postgres/connection_source.hpp>
#include <orm/inspect/from_schema.hpp>
#include <orm/kit/seed.hpp>
#include <orm/schema/schema.hpp>

namespace orm {

namespace rule {

/// Rule: a column takes values of its own kind.
template <class Column, fake::kind Kind>
struct refined_by_its_kind {
    static constexpr bool is_text =
        std::is_convertible_v<typename Column::value_type, std::string_view>;
    static constexpr bool holds =
        Kind == fake::kind::any || (Kind == fake::kind::text && is_text) ||
        (Kind == fake::kind::number && !is_text) || (Kind == fake::kind::moment && !is_text);
    static_assert(holds,
                  "orm: refine() gives this column values of another kind: texts for a number, or "
                  "numbers for a text. orm::fake::one_of and orm::fake::made_by fit every column.");
};

}  // namespace rule

namespace detail {

template <class Column>
seed_refinement refinement_for(const Column& column) {
    seed_refinement made;
    made.schema = column.schema_name == nullptr ? catalog::default_schema : column.schema_name;
    made.table = column.table_name;
    made.column = column.column_name;
    return made;
}

/// What refine(users) and refine(posts.authorId) give: wishes without values.
struct table_refinement : seed_refinement {
    /// This many rows, whatever the options say.
    seed_refinement rows(std::uint64_t wanted) const {
        seed_refinement made = *this;
        made.count = wanted;
        return made;
    }
    /// No rows: the table is left as it is.
    seed_refinement left_out() const {
        seed_refinement made = *this;
        made.is_left_out = true;
        return made;
    }
};

struct column_refinement : seed_refinement {
    /// Each row of the referenced table gets between `least` and `most` rows of this one.
    seed_refinement per_parent(std::uint64_t least, std::uint64_t most) const {
        seed_refinement made = *this;
        made.least_per_parent = least;
        made.most_per_parent = most;
        return made;
    }
};

}  // namespace detail

/// `orm::refine(users.age, orm::fake::integers(18, 90))`: what the column's values are.
template <column_like Column, fake::kind Kind>
seed_refinement refine(const Column& column, const fake::maker<Kind>& maker) {
    static_cast<void>(rule::refined_by_its_kind<Column, Kind>{});
    seed_refinement made = detail::refinement_for(column);
    made.maker = fake::without_kind(maker);
    return made;
}

/// `orm::refine(posts.authorId).per_parent(2, 5)`: how many rows each parent gets.
template <column_like Column>
detail::column_refinement refine(const Column& column) {
    return {detail::refinement_for(column)};
}

/// `orm::refine(users).rows(50)`, `orm::refine(logs).left_out()`.
template <table_like Table>
detail::table_refinement refine(const Table& table) {
    detail::table_refinement made;
    made.schema = schema_of(table).empty() ? catalog::default_schema : schema_of(table);
    made.table = name_of(table);
    return made;
}

/// Fills the tables of a schema with invented rows that look real: names, addresses, dates by what the
/// columns are called; unique where the schema is; references to rows that exist.
///
///     orm::seed(db, app_schema, {.count = 1000, .seed = 42},
///               orm::refine(users).rows(50), orm::refine(users.age, orm::fake::integers(18, 90)),
///               orm::refine(posts.authorId).per_parent(2, 5));
///
/// Gives:    how many rows each table got. The same seed gives the same bytes on every machine.
/// Throws:   as kit::seed_catalog(); then nothing was written.
template <class Database, class... Tables, class... Refinements>
seed_report seed(const Database& db, const schema_tables<Tables...>& schema,
                 const seed_options& options = {}, const Refinements&... refinements) {
    const driver::postgres::execution_context context(source_location::current());
    const driver::postgres::lease lent(db.source(), context);
    const std::vector<seed_refinement> wishes{static_cast<const seed_refinement&>(refinements)...};
    return kit::seed_catalog(*lent, kit::live_tables(*lent, inspect::from_schema(schema), context),
                             options, wishes, context);
}

/// Empties the tables of a schema: `truncate table ... restart identity cascade`.
template <class Database, class... Tables>
std::size_t reset(const Database& db, const schema_tables<Tables...>& schema) {
    const driver::postgres::execution_context context(source_location::current());
    const driver::postgres::lease lent(db.source(), context);
    return kit::reset_catalog(*lent, inspect::from_schema(schema), context);
}

}  // namespace orm
