// SPDX-License-Identifier: MIT
// Foreign keys: references of columns, and what happens to referencing rows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/expr/order.hpp>
#include <orm/schema/schema_sql.hpp>
#include <orm/schema/table.hpp>

namespace orm {

/// What happens to referencing rows. Source: PostgreSQL manual, "Foreign Keys".
enum class referential_action : std::uint8_t {
    no_action,
    restrict_,
    cascade,
    set_null,
    set_default
};

/// `orm::on_delete::cascade`.
struct on_delete {
    referential_action action;

    static const on_delete no_action, restrict_, cascade, set_null, set_default;
};
inline constexpr on_delete on_delete::no_action{referential_action::no_action};
inline constexpr on_delete on_delete::restrict_{referential_action::restrict_};
inline constexpr on_delete on_delete::cascade{referential_action::cascade};
inline constexpr on_delete on_delete::set_null{referential_action::set_null};
inline constexpr on_delete on_delete::set_default{referential_action::set_default};

/// `orm::on_update::cascade`.
struct on_update {
    referential_action action;

    static const on_update no_action, restrict_, cascade, set_null, set_default;
};
inline constexpr on_update on_update::no_action{referential_action::no_action};
inline constexpr on_update on_update::restrict_{referential_action::restrict_};
inline constexpr on_update on_update::cascade{referential_action::cascade};
inline constexpr on_update on_update::set_null{referential_action::set_null};
inline constexpr on_update on_update::set_default{referential_action::set_default};

/// When a constraint is checked. Source: PostgreSQL manual, SET CONSTRAINTS.
enum class constraint_timing : std::uint8_t {
    not_deferrable,
    initially_immediate,
    initially_deferred
};

/// Names of columns, in order.
template <std::size_t Count>
using column_names = std::array<const char*, Count>;

/// `foreign key ("author_id") references "user" ("id") on delete cascade`.
template <std::size_t Count>
struct foreign_key {
    column_names<Count> columns{};
    const char* target_schema = nullptr;
    const char* target_table = nullptr;
    column_names<Count> target_columns{};
    referential_action deleted = referential_action::no_action;
    referential_action updated = referential_action::no_action;
    const char* name = nullptr;
    constraint_timing timing = constraint_timing::not_deferrable;
    bool is_match_full = false;
    bool is_validated = true;

    /// `deferrable`: a transaction may ask for the check at its end.
    constexpr foreign_key deferrable() const {
        foreign_key copy = *this;
        copy.timing = constraint_timing::initially_immediate;
        return copy;
    }
    /// `deferrable initially deferred`: checked at the end of each transaction.
    constexpr foreign_key initially_deferred() const {
        foreign_key copy = *this;
        copy.timing = constraint_timing::initially_deferred;
        return copy;
    }
    /// `match full`: all columns are NULL, or none.
    constexpr foreign_key match_full() const {
        foreign_key copy = *this;
        copy.is_match_full = true;
        return copy;
    }
    /// `not valid`: rows that were there before are not checked.
    constexpr foreign_key not_valid() const {
        foreign_key copy = *this;
        copy.is_validated = false;
        return copy;
    }
    constexpr foreign_key named(identifier given) const {
        foreign_key copy = *this;
        copy.name = given.c_str();
        return copy;
    }
    constexpr foreign_key with(on_delete rule) const {
        foreign_key copy = *this;
        copy.deleted = rule.action;
        return copy;
    }
    constexpr foreign_key with(on_update rule) const {
        foreign_key copy = *this;
        copy.updated = rule.action;
        return copy;
    }
};

namespace rule {

/// Rule: both ends of a reference have one SQL type.
template <class Column, class Target, bool Holds>
struct referenced_types {
    static_assert(Holds,
                  "orm: references() joins two columns of different SQL types. Give both the same "
                  "type; a serial is an integer, a bigserial a bigint.");
    static constexpr bool holds = Holds;
};

}  // namespace rule

namespace detail {

template <class Left, class Right>
inline constexpr bool same_reference_type =
    std::is_same_v<value_t<typename Left::sql_type>, value_t<typename Right::sql_type>>;

}  // namespace detail

/// `t.authorId.references(users.id, orm::on_delete::cascade)`.
template <column_like Column, column_like Target, class... Actions>
constexpr auto make_foreign_key(const Column& column, const Target& target, Actions... actions) {
    static_cast<void>(
        rule::referenced_types<Column, Target, detail::same_reference_type<Column, Target>>{});
    foreign_key<1> made{
        {column.column_name}, target.schema_name, target.table_name, {target.column_name}};
    ((made = made.with(actions)), ...);
    return made;
}

/// A table by its name, for references to tables that are declared later, or not at all.
struct named_table {
    const char* schema;
    const char* name;
};

/// `orm::table_named("users")`.
constexpr named_table table_named(identifier name) { return {nullptr, name.c_str()}; }
/// `orm::table_named("auth", "users")`.
constexpr named_table table_named(identifier schema, identifier name) {
    return {schema.c_str(), name.c_str()};
}

/// The columns of a composite foreign key, before references().
template <class... Columns>
struct foreign_key_start {
    column_names<sizeof...(Columns)> columns;

    /// `orm::foreign_key_of(t.leadId).references(orm::table_named("users"), "id")`, for two tables that
    /// reference each other.
    template <std::size_t... Lengths>
    constexpr auto references(named_table target, const char (&... names)[Lengths]) const {
        static_assert(sizeof...(Columns) == sizeof...(Lengths),
                      "orm: a foreign key names as many columns as it references.");
        static_assert(((Lengths <= lexical::max_identifier_bytes + 1) && ...),
                      "orm: a column name is longer than 63 bytes, which PostgreSQL would cut.");
        return foreign_key<sizeof...(Columns)>{columns, target.schema, target.name, {names...}};
    }

    template <column_like First, column_like... Others>
    constexpr auto references(const First& first, const Others&... others) const {
        static_assert(sizeof...(Columns) == 1 + sizeof...(Others),
                      "orm: a foreign key names as many columns as it references.");
        return foreign_key<sizeof...(Columns)>{columns,
                                               first.schema_name,
                                               first.table_name,
                                               {first.column_name, others.column_name...}};
    }
};

/// `orm::foreign_key_of(t.a, t.b).references(other.a, other.b)`.
template <column_like... Columns>
constexpr auto foreign_key_of(const Columns&... columns) {
    return foreign_key_start<Columns...>{{columns.column_name...}};
}

}  // namespace orm
