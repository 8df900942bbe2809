// SPDX-License-Identifier: MIT
// Differences between the columns of one table, and what they do to others.
#pragma once

#include <string>
#include <vector>

#include <orm/catalog/type_spelling.hpp>
#include <orm/diff/comparison.hpp>
#include <orm/diff/pairing.hpp>
#include <orm/diff/text.hpp>

namespace orm::diff {

namespace detail {

inline bool same_generation(const catalog::column& from, const catalog::column& to) {
    if (from.generated.has_value() != to.generated.has_value()) return false;
    return !from.generated ||
           (from.generated->kind == to.generated->kind &&
            same_expression(from.generated->expression, to.generated->expression));
}

/// The sequence's name is decided when the identity is made and has no meaning afterwards.
inline bool same_identity(const catalog::column& from, const catalog::column& to) {
    if (from.identity.has_value() != to.identity.has_value()) return false;
    return !from.identity || (from.identity->kind == to.identity->kind &&
                              from.identity->options == to.identity->options);
}

inline std::vector<std::string> column_aspects(const catalog::column& from,
                                               const catalog::column& to) {
    std::vector<std::string> aspects;
    if (from.type != to.type) aspects.emplace_back("type");
    if (from.collation != to.collation) aspects.emplace_back("collation");
    if (!same_generation(from, to)) aspects.emplace_back("generated");
    if (!same_default(from.default_expression, to.default_expression))
        aspects.emplace_back("default");
    if (!same_identity(from, to)) aspects.emplace_back("identity");
    if (from.is_not_null != to.is_not_null) aspects.emplace_back("not_null");
    if (from.comment != to.comment) aspects.emplace_back("comment");
    return aspects;
}

inline bool has(const std::vector<std::string>& list, const std::string& value) {
    for (const std::string& each : list)
        if (each == value) return true;
    return false;
}

inline void remove(std::vector<std::string>& list, const std::string& value) {
    std::vector<std::string> rest;
    for (std::string& each : list)
        if (each != value) rest.push_back(std::move(each));
    list = std::move(rest);
}

/// A generated column cannot be altered in place.
inline bool must_be_recreated(const catalog::column& from, const catalog::column& to) {
    return to.generated && (!same_generation(from, to) || from.type != to.type);
}

/// A column cannot change its type while a generated column reads it.
inline bool reads_changed_type(const catalog::column& of, const column_effects& effects) {
    if (!of.generated) return false;
    for (const auto* changed : {&effects.retyped, &effects.detoured})
        for (const std::string& column : *changed)
            if (column != of.name && mentions(of.generated->expression, column)) return true;
    return false;
}

}  // namespace detail

/// Compares the columns of one table that exists on both sides.
class column_comparison {
public:
    column_comparison(comparison& run, const catalog::table& from, const catalog::table& to)
        : run_(run), from_(from), to_(to), key_{to.schema, to.name} {}

    void find() {
        const pairing pairs = pair_by_name(from_.columns, to_.columns, key_);
        column_effects& effects = run_.effects[{to_.schema, to_.name}];
        for (const std::size_t at : pairs.dropped) effects.lost.insert(from_.columns[at].name);
        for (const auto& [from, to] : pairs.both)
            if (from_.columns[from].type != to_.columns[to].type)
                effects.retyped.insert(to_.columns[to].name);
            else if (follows_enum(to_.columns[to])) effects.detoured.insert(to_.columns[to].name);
        for (const std::size_t at : pairs.created) add(to_.columns[at]);
        for (const std::size_t at : pairs.dropped) drop(from_.columns[at]);
        for (const auto& [from, to] : pairs.both)
            compare(from_.columns[from], to_.columns[to], effects);
    }

private:
    void add(const catalog::column& column) {
        run_.add(added(object_kind::column, key_(column), for_key(column)));
    }

    void drop(const catalog::column& column) {
        run_.add(dropped(object_kind::column, key_(column), column));
    }

    /// ADD PRIMARY KEY makes its columns NOT NULL, so a new key column needs no such words.
    catalog::column for_key(catalog::column column) const {
        if (to_.primary_key && detail::has(to_.primary_key->columns, column.name))
            column.is_not_null = false;
        return column;
    }

    void compare(const catalog::column& from, const catalog::column& to, column_effects& effects) {
        std::vector<std::string> aspects = detail::column_aspects(from, to);
        if (detail::reads_changed_type(from, effects) || detail::must_be_recreated(from, to)) {
            make_anew(from, to, std::move(aspects), effects);
            return;
        }
        if (from.type == to.type && follows_enum(to)) detail::remove(aspects, "default");
        split_off_not_null_of_key(from, to, aspects);
        if (!aspects.empty())
            run_.add(altered(object_kind::column, key_(to), from, to, std::move(aspects)));
    }

    /// The column goes before the types of others change, and comes back after; or at once.
    void make_anew(const catalog::column& from, const catalog::column& to,
                   std::vector<std::string> aspects, column_effects& effects) {
        const bool makes_way =
            detail::reads_changed_type(from, effects) || detail::reads_changed_type(to, effects);
        effects.retyped.erase(to.name);
        effects.lost.insert(to.name);
        if (!makes_way)
            return run_.add(
                recreated(object_kind::column, key_(to), from, for_key(to), std::move(aspects)));
        drop(from);
        add(to);
    }

    bool follows_enum(const catalog::column& column) const {
        return run_.recreated_enums.count({column.type.schema, column.type.name}) != 0;
    }

    /// The new primary key sets NOT NULL by itself; only the way back has to say it.
    void split_off_not_null_of_key(const catalog::column& from, const catalog::column& to,
                                   std::vector<std::string>& aspects) {
        const bool becomes_key = to_.primary_key && detail::has(to_.primary_key->columns, to.name);
        if (!becomes_key || !detail::has(aspects, "not_null")) return;
        detail::remove(aspects, "not_null");
        change implied = altered(object_kind::column, key_(to), from, to, {"not_null"});
        implied.happens_by_itself = true;
        run_.add(std::move(implied));
    }

    comparison& run_;
    const catalog::table& from_;
    const catalog::table& to_;
    address_in_table key_;
};

}  // namespace orm::diff
