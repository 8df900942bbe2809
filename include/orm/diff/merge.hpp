// SPDX-License-Identifier: MIT
// Joins two catalogs that were made from one: what either has changed is changed in the result.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <orm/catalog/database.hpp>

namespace orm::diff {

namespace detail {

template <class Object>
std::vector<std::string> merge_key(const Object& of) {
    if constexpr (requires { of.signature; }) return {of.schema, of.name, of.signature};
    else if constexpr (requires { of.grantee; }) return {of.schema, of.table, of.type, of.grantee};
    else if constexpr (requires { of.schema; }) return {of.schema, of.name};
    else return {of.name};
}

template <class Object>
auto find_same(std::vector<Object>& objects, const Object& like) {
    return std::find_if(objects.begin(), objects.end(),
                        [&](const Object& each) { return merge_key(each) == merge_key(like); });
}

/// What `theirs` has changed wins over what it was.
template <class Value>
void merge_value(const Value& base, Value& ours, const Value& theirs) {
    if (!(theirs == base)) ours = theirs;
}

template <class Object>
void merge_object(const Object& base, Object& ours, const Object& theirs) {
    merge_value(base, ours, theirs);
}

/// Two branches may change different members of one table.
inline void merge_object(const catalog::table& base, catalog::table& ours,
                         const catalog::table& theirs);

template <class Object>
void merge_list(std::vector<Object> base, std::vector<Object>& ours,
                const std::vector<Object>& theirs) {
    for (const Object& each : theirs) {
        const auto before = find_same(base, each);
        const auto mine = find_same(ours, each);
        if (before == base.end()) {
            if (mine == ours.end()) ours.push_back(each);
            else *mine = each;
        } else {
            if (mine != ours.end()) merge_object(*before, *mine, each);
            base.erase(before);
        }
    }
    // What is left in base is what theirs has dropped.
    for (const Object& gone : base)
        if (const auto mine = find_same(ours, gone); mine != ours.end()) ours.erase(mine);
}

inline void merge_object(const catalog::table& base, catalog::table& ours,
                         const catalog::table& theirs) {
    const auto list = [&](auto member) { merge_list(base.*member, ours.*member, theirs.*member); };
    const auto value = [&](auto member) {
        merge_value(base.*member, ours.*member, theirs.*member);
    };
    using catalog::table;
    list(&table::columns), value(&table::primary_key), list(&table::uniques);
    list(&table::foreign_keys), list(&table::checks), list(&table::exclusions);
    list(&table::indexes), list(&table::policies), list(&table::triggers);
    value(&table::has_row_security), value(&table::forces_row_security);
    value(&table::is_unlogged), value(&table::is_external), value(&table::partition_key);
    value(&table::partition_of), value(&table::parents), value(&table::storage_parameters);
    value(&table::access_method), value(&table::tablespace), value(&table::comment);
}

}  // namespace detail

/// Takes:    base, from which both were made; changes that do not conflict (diff/footprint.hpp).
/// Gives:    ours with the changes of theirs. Where both changed one thing, theirs counts.
inline catalog::database merged(const catalog::database& base, catalog::database ours,
                                const catalog::database& theirs) {
    const auto list = [&](auto member) {
        detail::merge_list(base.*member, ours.*member, theirs.*member);
    };
    using catalog::database;
    list(&database::schemas), list(&database::extensions), list(&database::roles);
    list(&database::collations), list(&database::enums), list(&database::domains);
    list(&database::composites), list(&database::sequences), list(&database::routines);
    list(&database::tables), list(&database::views), list(&database::privileges);
    return ours;
}

}  // namespace orm::diff
