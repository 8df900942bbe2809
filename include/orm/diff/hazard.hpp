// SPDX-License-Identifier: MIT
// What may go wrong when a change runs on a database with data, and what to do instead.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/catalog/type_spelling.hpp>
#include <orm/diff/change.hpp>
#include <orm/diff/ddl/constraint.hpp>
#include <orm/diff/ddl/index.hpp>
#include <orm/diff/ddl/name.hpp>

namespace orm::diff {

/// `code` is stable and made for machines; `sentence` says what happens to which object; `safer` is
/// the way around in words, `safer_sql` in statements where they are known.
struct hazard {
    std::string code;
    std::string sentence;
    std::string safer;
    std::vector<std::string> safer_sql;
};

namespace detail {

using hazard_list = std::vector<hazard>;

inline std::string object_words(const change& of) {
    return std::string(to_text(of.kind)) + " " + of.at.dotted();
}

inline void note_data_loss(hazard_list& found, const change& of) {
    if (of.what != verb::drop && of.what != verb::recreate) return;
    if (of.kind == object_kind::table)
        found.push_back({"data_loss",
                         "All rows of " + object_words(of) + " are lost.",
                         "Rename the table, and drop it after a backup when nobody misses it.",
                         {}});
    if (of.kind == object_kind::column && of.what == verb::drop)
        found.push_back({"data_loss",
                         "All values of " + object_words(of) + " are lost.",
                         "Stop writing and reading the column first; drop it in a later migration.",
                         {}});
    if (of.kind == object_kind::schema || of.kind == object_kind::sequence)
        found.push_back({"data_loss",
                         object_words(of) + " is dropped with what it holds.",
                         "Make sure that nothing uses it; take a backup first.",
                         {}});
    const auto* view = std::get_if<catalog::view>(&of.before);
    if (view != nullptr && view->is_materialized)
        found.push_back({"rebuild",
                         "The rows of " + object_words(of) + " must be computed again.",
                         "Plan the time that REFRESH MATERIALIZED VIEW needs.",
                         {}});
}

/// The name and the number in `varchar(255)`.
inline std::pair<std::string, std::string> split_modifier_of(const std::string& type) {
    const auto [name, modifier] = catalog::detail::split_modifier(type);
    return {name, modifier.size() > 2 ? modifier.substr(1, modifier.size() - 2) : ""};
}

/// Length or precision that only grows, and varchar to text, change no stored byte.
inline bool keeps_stored_form(const catalog::column_type& from, const catalog::column_type& to) {
    if (from.schema != to.schema || from.dimensions != to.dimensions) return false;
    const auto [from_name, from_modifier] = split_modifier_of(from.name);
    const auto [to_name, to_modifier] = split_modifier_of(to.name);
    const bool is_text = from_name == "varchar" || from_name == "text";
    if (is_text && to_name == "text") return true;
    if (from_name == "varchar" && to_name == "varchar")
        return to_modifier.empty() ||
               (!from_modifier.empty() && std::stoll(from_modifier) <= std::stoll(to_modifier));
    return false;
}

/// Every value of the first type is one of the second, so that the change cannot fail.
inline bool holds_every_value(const catalog::column_type& from, const catalog::column_type& to) {
    static constexpr std::string_view widening[] = {"smallint", "integer", "bigint", "numeric"};
    if (from.schema != to.schema || from.dimensions != to.dimensions) return false;
    if (to.name == "text") return true;
    if (from.name == "real" && to.name == "double precision") return true;
    const auto* const narrow = std::find(std::begin(widening), std::end(widening), from.name);
    const auto* const wide = std::find(std::begin(widening), std::end(widening), to.name);
    return wide != std::end(widening) && narrow < wide;
}

inline void note_type_change(hazard_list& found, const change& of, const catalog::column& from,
                             const catalog::column& to) {
    const catalog::column_type before = catalog::without_serial(from.type);
    const catalog::column_type after = catalog::without_serial(to.type);
    if (before == after || keeps_stored_form(before, after)) return;
    found.push_back({"table_rewrite",
                     "Table " + of.at.schema + "." + of.at.table +
                         " is written anew under an ACCESS EXCLUSIVE lock, for the type of " +
                         of.at.name + " changes.",
                     "Add a column of the new type, fill it in batches, then swap the names.",
                     {}});
    if (holds_every_value(before, after)) return;
    found.push_back(
        {"may_fail_on_rows",
         "A value of " + object_words(of) + " that is no " + after.name + " stops the migration.",
         "Look for such values first.",
         {}});
}

/// A check that is validated without a lock proves that SET NOT NULL needs no scan (PostgreSQL 12).
inline void note_not_null(hazard_list& found, const change& of) {
    const std::string table = ddl::alter_table(of.at.schema, of.at.table);
    const std::string column = ddl::name_text(of.at.name);
    const std::string check =
        ddl::name_text(catalog::automatic_name(of.at.table, of.at.name, "not_null"));
    found.push_back(
        {"may_fail_on_rows",
         "A NULL in " + object_words(of) +
             " stops the migration, and all rows are read "
             "under an ACCESS EXCLUSIVE lock.",
         "Fill the NULLs, validate a check, and let SET NOT NULL use it.",
         {table + "ADD CONSTRAINT " + check + " CHECK (" + column + " IS NOT NULL) NOT VALID;",
          table + "VALIDATE CONSTRAINT " + check + ";",
          table + "ALTER COLUMN " + column + " SET NOT NULL;",
          table + "DROP CONSTRAINT " + check + ";"}});
}

/// Whether rows that are there get a value when the column is added.
inline bool fills_itself(const catalog::column& added) {
    return added.default_expression || added.generated || added.identity ||
           catalog::is_serial(added.type);
}

inline void note_column(hazard_list& found, const change& of) {
    if (of.kind != object_kind::column) return;
    const auto* from = std::get_if<catalog::column>(&of.before);
    const auto* to = std::get_if<catalog::column>(&of.after);
    if (of.what == verb::alter && of.has("type")) note_type_change(found, of, *from, *to);
    if (of.what == verb::alter && of.has("not_null") && to->is_not_null) note_not_null(found, of);
    if (of.what == verb::add && to->is_not_null && !fills_itself(*to))
        found.push_back(
            {"may_fail_on_rows",
             object_words(of) + " is NOT NULL without a default: a table with rows refuses it.",
             "Give it a default, or add it nullable, fill it, and set NOT NULL later.",
             {}});
    const bool is_computed =
        to != nullptr && (to->generated || to->identity || catalog::is_serial(to->type));
    if ((of.what == verb::add || of.what == verb::recreate) && is_computed)
        found.push_back({"table_rewrite",
                         "Table " + of.at.schema + "." + of.at.table + " is written anew to fill " +
                             of.at.name + ".",
                         "Add a plain column and fill it in batches.",
                         {}});
}

inline void note_index(hazard_list& found, const change& of) {
    const auto* index = std::get_if<catalog::index>(&of.after);
    if (index == nullptr || of.what == verb::rename || of.what == verb::alter) return;
    if (index->is_unique)
        found.push_back({"may_fail_on_rows",
                         "Equal rows stop the creation of " + object_words(of) + ".",
                         "Look for duplicates first.",
                         {}});
    if (index->concurrently) {
        found.push_back(
            {"not_transactional",
             object_words(of) + " is built concurrently: outside of a transaction, and a "
                                "failure leaves an invalid index behind.",
             "Check pg_index.indisvalid afterwards; drop an invalid index before a retry.",
             {}});
        return;
    }
    catalog::index wish = *index;
    wish.concurrently = true;
    found.push_back({"long_lock",
                     "Nobody can write to " + of.at.schema + "." + of.at.table + " while " +
                         object_words(of) + " is built.",
                     "Build it concurrently, in a migration of its own.",
                     {ddl::create_index(of.at, wish)}});
}

inline void note_foreign_key(hazard_list& found, const change& of) {
    const auto* key = std::get_if<catalog::foreign_key>(&of.after);
    if (key == nullptr || (of.what != verb::add && of.what != verb::recreate)) return;
    const std::string table = ddl::alter_table(of.at.schema, of.at.table);
    found.push_back({"may_fail_on_rows",
                     "A row without its referenced row stops " + object_words(of) + ".",
                     "Look for orphans first.",
                     {}});
    if (!key->is_validated) return;
    found.push_back(
        {"long_lock",
         "Both tables of " + object_words(of) + " refuse writes while all rows are checked.",
         "Add it NOT VALID, and validate it in a later migration.",
         {table + "ADD " + ddl::definition(of.at.table, *key) + " NOT VALID;",
          table + "VALIDATE CONSTRAINT " + ddl::name_text(key->name) + ";"}});
}

inline void note_check(hazard_list& found, const change& of) {
    const auto* check = std::get_if<catalog::check_constraint>(&of.after);
    if (check == nullptr || (of.what != verb::add && of.what != verb::recreate)) return;
    if (!check->is_validated) return;
    const std::string table = ddl::alter_table(of.at.schema, of.at.table);
    found.push_back({"may_fail_on_rows",
                     "A row against " + object_words(of) +
                         " stops the migration, and all rows are read "
                         "under an ACCESS EXCLUSIVE lock.",
                     "Add it NOT VALID, and validate it in a later migration.",
                     {table + "ADD " + ddl::definition(of.at.table, *check) + " NOT VALID;",
                      table + "VALIDATE CONSTRAINT " + ddl::name_text(check->name) + ";"}});
}

inline void note_key(hazard_list& found, const change& of) {
    const bool is_key = of.kind == object_kind::primary_key || of.kind == object_kind::unique;
    if (!is_key || of.what == verb::drop || of.what == verb::rename) return;
    if (of.what == verb::alter) return;
    found.push_back({"may_fail_on_rows",
                     "Equal rows stop the creation of " + object_words(of) + ".",
                     "Look for duplicates first.",
                     {}});
    found.push_back({"long_lock",
                     "Nobody can read or write " + of.at.schema + "." + of.at.table +
                         " while the index of " + object_words(of) + " is built.",
                     "Build a unique index concurrently, then ADD CONSTRAINT ... USING INDEX.",
                     {}});
}

inline void note_enum(hazard_list& found, const change& of) {
    if (of.kind != object_kind::enumeration) return;
    if (of.what == verb::alter && of.has("values"))
        found.push_back({"commit_before_use",
                         "A value added to " + object_words(of) +
                             " cannot be used before the transaction that adds it is committed.",
                         "Use the value in a later migration.",
                         {}});
    if (of.what != verb::recreate) return;
    found.push_back(
        {"table_rewrite",
         "Every table with a column of " + object_words(of) +
             " is written anew, twice, under an ACCESS EXCLUSIVE lock.",
         "Keep the value and stop using it; or add a new type and move column by column.",
         {}});
    found.push_back(
        {"may_fail_on_rows",
         "A row that holds a removed value of " + object_words(of) + " stops the migration.",
         "Update such rows first.",
         {}});
}

}  // namespace detail

/// Everything that a reviewer wants to know about this change.
inline std::vector<hazard> hazards(const change& of) {
    std::vector<hazard> found;
    if (of.happens_by_itself) return found;
    detail::note_data_loss(found, of);
    detail::note_column(found, of);
    detail::note_index(found, of);
    detail::note_foreign_key(found, of);
    detail::note_check(found, of);
    detail::note_key(found, of);
    detail::note_enum(found, of);
    return found;
}

}  // namespace orm::diff
