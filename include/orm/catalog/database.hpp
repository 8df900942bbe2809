// SPDX-License-Identifier: MIT
// A whole database as plain values: what the three sources give and what diff compares.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <orm/catalog/role.hpp>
#include <orm/catalog/routine.hpp>
#include <orm/catalog/schema.hpp>
#include <orm/catalog/sequence.hpp>
#include <orm/catalog/table.hpp>
#include <orm/catalog/type.hpp>
#include <orm/catalog/view.hpp>

namespace orm::catalog {

/// Lists keep the order of their source, so that generated SQL reads like the declaration. Two
/// catalogs are compared by name, never by position; sort() gives the one canonical order.
///
/// The schema `public` exists everywhere and is not listed.
struct database {
    std::vector<schema> schemas;
    std::vector<extension> extensions;
    std::vector<role> roles;
    std::vector<collation> collations;
    std::vector<enumeration> enums;
    std::vector<domain> domains;
    std::vector<composite> composites;
    std::vector<sequence> sequences;
    std::vector<routine> routines;
    std::vector<table> tables;
    std::vector<view> views;
    std::vector<privilege> privileges;

    friend bool operator==(const database&, const database&) = default;
};

/// The object of that schema and name, or nullptr. Works for every list of objects in schemas.
template <class Object>
const Object* find(const std::vector<Object>& objects, std::string_view schema,
                   std::string_view name) {
    for (const Object& object : objects)
        if (object.schema == schema && object.name == name) return &object;
    return nullptr;
}

/// The object of that name, or nullptr: columns, constraints, indexes, roles.
template <class Object>
const Object* find(const std::vector<Object>& objects, std::string_view name) {
    for (const Object& object : objects)
        if (object.name == name) return &object;
    return nullptr;
}

namespace detail {

template <class Object>
void sort_by_name(std::vector<Object>& objects) {
    std::sort(objects.begin(), objects.end(),
              [](const Object& lhs, const Object& rhs) { return lhs.name < rhs.name; });
}

template <class Object>
void sort_by_schema_and_name(std::vector<Object>& objects) {
    std::sort(objects.begin(), objects.end(), [](const Object& lhs, const Object& rhs) {
        return std::tie(lhs.schema, lhs.name) < std::tie(rhs.schema, rhs.name);
    });
}

inline void sort_members(table& of) {
    sort_by_name(of.uniques);
    sort_by_name(of.foreign_keys);
    sort_by_name(of.checks);
    sort_by_name(of.exclusions);
    sort_by_name(of.indexes);
    sort_by_name(of.policies);
    sort_by_name(of.triggers);
    for (policy& each : of.policies) std::sort(each.roles.begin(), each.roles.end());
}

}  // namespace detail

/// Brings every list but the columns of tables and the fields of composites into the order of names.
inline void sort(database& of) {
    detail::sort_by_name(of.schemas);
    detail::sort_by_name(of.extensions);
    detail::sort_by_name(of.roles);
    detail::sort_by_schema_and_name(of.collations);
    detail::sort_by_schema_and_name(of.enums);
    detail::sort_by_schema_and_name(of.domains);
    detail::sort_by_schema_and_name(of.composites);
    detail::sort_by_schema_and_name(of.sequences);
    detail::sort_by_schema_and_name(of.tables);
    detail::sort_by_schema_and_name(of.views);
    std::sort(of.routines.begin(), of.routines.end(), [](const routine& lhs, const routine& rhs) {
        return std::tie(lhs.schema, lhs.name, lhs.signature) <
               std::tie(rhs.schema, rhs.name, rhs.signature);
    });
    std::sort(of.privileges.begin(), of.privileges.end(),
              [](const privilege& lhs, const privilege& rhs) {
                  return std::tie(lhs.schema, lhs.table, lhs.grantee, lhs.type, lhs.grantor) <
                         std::tie(rhs.schema, rhs.table, rhs.grantee, rhs.type, rhs.grantor);
              });
    for (table& each : of.tables) detail::sort_members(each);
    for (view& each : of.views) detail::sort_by_name(each.indexes);
}

}  // namespace orm::catalog
