// SPDX-License-Identifier: MIT
// What a change is about: the kind of an object, its address, and its value before or after.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <orm/catalog/database.hpp>

namespace orm::diff {

enum class object_kind {
    schema,
    extension,
    role,
    privilege,
    collation,
    enumeration,
    domain,
    composite,
    sequence,
    routine,
    table,
    column,
    primary_key,
    unique,
    foreign_key,
    check,
    exclusion,
    index,
    policy,
    trigger,
    view,
};

/// The word for messages and JSON: `foreign_key`, `enum`, ...
constexpr std::string_view to_text(object_kind kind) {
    constexpr std::string_view words[] = {
        "schema",      "extension",      "role",        "privilege", "collation", "enum",
        "domain",      "composite_type", "sequence",    "routine",   "table",     "column",
        "primary_key", "unique",         "foreign_key", "check",     "exclusion", "index",
        "policy",      "trigger",        "view"};
    return words[static_cast<std::size_t>(kind)];
}

/// Where an object is. `schema` is empty for roles, schemas and extensions; `table` is set for what
/// belongs to a table.
struct address {
    std::string schema;
    std::string table;
    std::string name;

    /// `public.users.id`, `public.users`, `admin`: how rename lists spell it.
    std::string dotted() const {
        std::string text = schema.empty() ? "" : schema + ".";
        if (!table.empty()) text += table + ".";
        return text + name;
    }
    friend auto operator<=>(const address&, const address&) = default;
    friend bool operator==(const address&, const address&) = default;
};

/// A column whose type is an enum.
struct enum_use {
    std::string schema;
    std::string table;
    catalog::column before;
    catalog::column after;

    friend bool operator==(const enum_use&, const enum_use&) = default;
};

/// An enum together with the columns that must follow when it is replaced.
struct used_enum {
    catalog::enumeration type;
    std::vector<enum_use> uses;

    friend bool operator==(const used_enum&, const used_enum&) = default;
};

using object =
    std::variant<std::monostate, catalog::schema, catalog::extension, catalog::role,
                 catalog::privilege, catalog::collation, used_enum, catalog::domain,
                 catalog::composite, catalog::sequence, catalog::routine, catalog::table,
                 catalog::column, catalog::primary_key, catalog::unique_constraint,
                 catalog::foreign_key, catalog::check_constraint, catalog::exclusion_constraint,
                 catalog::index, catalog::policy, catalog::trigger, catalog::view>;

}  // namespace orm::diff
