// SPDX-License-Identifier: MIT
// In what two constraints, indexes, policies or triggers differ, and what that means.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <orm/catalog/table.hpp>
#include <orm/diff/text.hpp>

namespace orm::diff {

/// A key that foreign keys may rest on: schema, table, columns in the order of names.
struct referenced_key {
    std::string schema;
    std::string table;
    std::vector<std::string> columns;

    friend auto operator<=>(const referenced_key&, const referenced_key&) = default;
};

using broken_keys = std::set<referenced_key>;

inline referenced_key sorted_key(std::string schema, std::string table,
                                 std::vector<std::string> columns) {
    std::sort(columns.begin(), columns.end());
    return {std::move(schema), std::move(table), std::move(columns)};
}

inline referenced_key key_of(const catalog::foreign_key& of) {
    return sorted_key(of.referenced_schema, of.referenced_table, of.referenced_columns);
}

template <class Member>
inline constexpr bool has_automatic_name = requires(const Member& of) { of.has_explicit_name; };

/// DROP COLUMN drops these silently when they use the column.
template <class Member>
inline constexpr bool loses_with_columns =
    !std::is_same_v<Member, catalog::policy> && !std::is_same_v<Member, catalog::trigger> &&
    !std::is_same_v<Member, catalog::foreign_key>;

namespace detail {

/// Collects the names of aspects that differ.
class aspect_list {
public:
    aspect_list& note(bool is_same, const char* aspect) {
        if (!is_same) aspects_.emplace_back(aspect);
        return *this;
    }
    std::vector<std::string> take() { return std::move(aspects_); }

private:
    std::vector<std::string> aspects_;
};

inline bool same_optional(const std::optional<std::string>& lhs,
                          const std::optional<std::string>& rhs) {
    if (lhs.has_value() != rhs.has_value()) return false;
    return !lhs || same_expression(*lhs, *rhs);
}

inline bool same_keys(const std::vector<catalog::index_key>& lhs,
                      const std::vector<catalog::index_key>& rhs) {
    return std::equal(lhs.begin(), lhs.end(), rhs.begin(), rhs.end(),
                      [](catalog::index_key a, catalog::index_key b) {
                          if (!a.is_expression || !b.is_expression) return a == b;
                          const bool same_value = same_expression(a.value, b.value);
                          a.value = b.value;
                          return same_value && a == b;
                      });
}

inline std::vector<std::string> sorted(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    return names;
}

/// `fillfactor=70` and `fillfactor = '70'` are the same wish.
inline std::string plain_parameters(const std::string& text) {
    std::string plain;
    for (const char character : text)
        if (!is_blank(character) && character != '\'') plain += character;
    return plain;
}

}  // namespace detail

inline std::vector<std::string> differing_aspects(const catalog::primary_key& from,
                                                  const catalog::primary_key& to) {
    return detail::aspect_list()
        .note(from.columns == to.columns, "columns")
        .note(from.included_columns == to.included_columns, "included_columns")
        .note(from.checked == to.checked, "deferrable")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::unique_constraint& from,
                                                  const catalog::unique_constraint& to) {
    return detail::aspect_list()
        .note(from.columns == to.columns, "columns")
        .note(from.included_columns == to.included_columns, "included_columns")
        .note(from.nulls_not_distinct == to.nulls_not_distinct, "nulls_not_distinct")
        .note(from.checked == to.checked, "deferrable")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::foreign_key& from,
                                                  const catalog::foreign_key& to) {
    return detail::aspect_list()
        .note(from.columns == to.columns, "columns")
        .note(from.referenced_schema == to.referenced_schema &&
                  from.referenced_table == to.referenced_table &&
                  from.referenced_columns == to.referenced_columns,
              "references")
        .note(from.on_update == to.on_update, "on_update")
        .note(from.on_delete == to.on_delete, "on_delete")
        .note(from.matches_full == to.matches_full, "match")
        .note(from.checked == to.checked, "deferrable")
        .note(from.is_validated == to.is_validated, "validated")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::check_constraint& from,
                                                  const catalog::check_constraint& to) {
    return detail::aspect_list()
        .note(same_expression(from.expression, to.expression), "expression")
        .note(from.is_inherited == to.is_inherited, "inherited")
        .note(from.is_validated == to.is_validated, "validated")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::exclusion_constraint& from,
                                                  const catalog::exclusion_constraint& to) {
    return detail::aspect_list()
        .note(same_expression(from.definition, to.definition), "definition")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::index& from,
                                                  const catalog::index& to) {
    return detail::aspect_list()
        .note(detail::same_keys(from.keys, to.keys), "keys")
        .note(from.included_columns == to.included_columns, "included_columns")
        .note(from.is_unique == to.is_unique, "unique")
        .note(from.nulls_not_distinct == to.nulls_not_distinct, "nulls_not_distinct")
        .note(from.method == to.method, "method")
        .note(same_expression(from.predicate, to.predicate), "where")
        .note(detail::plain_parameters(from.storage_parameters) ==
                  detail::plain_parameters(to.storage_parameters),
              "with")
        .note(from.tablespace == to.tablespace, "tablespace")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::policy& from,
                                                  const catalog::policy& to) {
    return detail::aspect_list()
        .note(from.is_permissive == to.is_permissive, "as")
        .note(from.command == to.command, "for")
        .note(detail::sorted(from.roles) == detail::sorted(to.roles), "to")
        .note(detail::same_optional(from.using_expression, to.using_expression), "using")
        .note(detail::same_optional(from.check_expression, to.check_expression), "with_check")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::trigger& from,
                                                  const catalog::trigger& to) {
    return detail::aspect_list()
        .note(same_expression(from.definition, to.definition), "definition")
        .note(from.comment == to.comment, "comment")
        .take();
}

/// Equal in everything but the name and the comment.
template <class Member>
bool same(Member from, const Member& to) {
    from.comment = to.comment;
    return differing_aspects(from, to).empty();
}

/// True when ALTER (or COMMENT ON alone) is enough.
template <class Member>
bool can_be_altered(const Member& from, const Member& to, const std::vector<std::string>& aspects) {
    if (aspects.size() == 1 && aspects.front() == "comment") return true;
    if constexpr (std::is_same_v<Member, catalog::foreign_key> ||
                  std::is_same_v<Member, catalog::check_constraint>)
        return aspects.size() == 1 && aspects.front() == "validated" && to.is_validated;
    if constexpr (std::is_same_v<Member, catalog::policy>)
        return from.is_permissive == to.is_permissive && from.command == to.command &&
               from.using_expression.has_value() <= to.using_expression.has_value() &&
               from.check_expression.has_value() <= to.check_expression.has_value();
    return false;
}

namespace detail {

inline bool involves_any(const std::vector<std::string>& columns,
                         const std::set<std::string>& names) {
    for (const std::string& column : columns)
        if (names.count(column) != 0) return true;
    return false;
}

inline bool mentions_any(const std::string& text, const std::set<std::string>& names) {
    for (const std::string& name : names)
        if (mentions(text, name)) return true;
    return false;
}

}  // namespace detail

using detail::involves_any;

inline bool involves(const catalog::primary_key& of, const std::set<std::string>& columns) {
    return involves_any(of.columns, columns) || involves_any(of.included_columns, columns);
}
inline bool involves(const catalog::unique_constraint& of, const std::set<std::string>& columns) {
    return involves_any(of.columns, columns) || involves_any(of.included_columns, columns);
}
inline bool involves(const catalog::foreign_key& of, const std::set<std::string>& columns) {
    return involves_any(of.columns, columns);
}
inline bool involves(const catalog::check_constraint& of, const std::set<std::string>& columns) {
    return detail::mentions_any(of.expression, columns);
}
inline bool involves(const catalog::exclusion_constraint& of,
                     const std::set<std::string>& columns) {
    return detail::mentions_any(of.definition, columns);
}
inline bool involves(const catalog::index& of, const std::set<std::string>& columns) {
    if (involves_any(of.included_columns, columns)) return true;
    if (detail::mentions_any(of.predicate, columns)) return true;
    for (const catalog::index_key& key : of.keys)
        if (key.is_expression ? detail::mentions_any(key.value, columns)
                              : columns.count(key.value) != 0)
            return true;
    return false;
}
/// True when the index computes something from these columns.
inline bool computes_from(const catalog::index& of, const std::set<std::string>& columns) {
    if (detail::mentions_any(of.predicate, columns)) return true;
    for (const catalog::index_key& key : of.keys)
        if (key.is_expression && detail::mentions_any(key.value, columns)) return true;
    return false;
}
inline bool involves(const catalog::policy& of, const std::set<std::string>& columns) {
    return detail::mentions_any(of.using_expression.value_or(""), columns) ||
           detail::mentions_any(of.check_expression.value_or(""), columns);
}
inline bool involves(const catalog::trigger& of, const std::set<std::string>& columns) {
    return detail::mentions_any(of.definition, columns);
}

}  // namespace orm::diff
