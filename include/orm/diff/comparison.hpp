// SPDX-License-Identifier: MIT
// The state of one comparison: both catalogs, the answers about renames, the changes found so far.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/diff/change.hpp>
#include <orm/diff/rename.hpp>

namespace orm::diff {

/// Which columns of a table exist on only one side, or change so that others feel it.
struct column_effects {
    std::set<std::string> lost;      ///< dropped, or dropped and added again
    std::set<std::string> retyped;   ///< the type changes in place
    std::set<std::string> detoured;  ///< the type is text for a moment, while its enum is replaced

    bool touches(const std::string& column) const {
        return lost.count(column) != 0 || retyped.count(column) != 0 || detoured.count(column) != 0;
    }
};

/// `from` follows every rename as it is decided, so that later stages compare equal names. `to` takes
/// over the names that the database keeps for constraints without explicit names.
class comparison {
public:
    comparison(catalog::database before, catalog::database after, rename_decision decide_renames)
        : from(std::move(before)), to(std::move(after)), decide(std::move(decide_renames)) {
        mark_key_columns_not_null(from);
        mark_key_columns_not_null(to);
    }

    void add(change found) { changes.push_back(std::move(found)); }

    void remember_rename(const address& before, const address& after) {
        renames.push_back({before.dotted(), after.dotted()});
    }

    catalog::database from;
    catalog::database to;
    rename_decision decide;
    std::vector<change> changes;
    std::vector<rename_answer> renames;
    std::map<catalog::qualified_name, column_effects> effects;
    std::set<catalog::qualified_name> recreated_enums;

    const column_effects& effects_on(const std::string& schema, const std::string& table) const {
        static const column_effects none;
        const auto found = effects.find({schema, table});
        return found == effects.end() ? none : found->second;
    }

private:
    /// A primary key and an identity imply NOT NULL, whatever the source of the catalog says.
    static void mark_key_columns_not_null(catalog::database& of) {
        for (catalog::table& table : of.tables)
            for (catalog::column& column : table.columns) {
                bool is_key = column.identity.has_value();
                if (table.primary_key)
                    for (const std::string& name : table.primary_key->columns)
                        is_key = is_key || name == column.name;
                column.is_not_null = column.is_not_null || is_key;
            }
    }
};

}  // namespace orm::diff
