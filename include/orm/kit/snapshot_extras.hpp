// SPDX-License-Identifier: MIT
// What a schema can say and Drizzle's snapshots cannot, kept in a small file beside the snapshot.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/kit/answer.hpp>

namespace orm::kit {

namespace detail {

/// One walk serves both ways, so that what is written is what is read.
class snapshot_extras {
public:
    /// Takes:    file, filled when it writes and asked when it reads.
    snapshot_extras(ordered_json& file, bool writes) : file_(file), writes_(writes) {}

    void walk(catalog::database& of) {
        for (catalog::table& each : of.tables) walk(each);
    }

private:
    void walk(catalog::table& of) {
        at(of, "");
        field("comment", of.comment);
        walk_exclusions(of);
        for (catalog::column& each : of.columns) walk(of, each);
        if (of.primary_key) {
            at(of, of.primary_key->name);
            field("include", of.primary_key->included_columns);
            field("deferral", of.primary_key->checked);
        }
        for (catalog::unique_constraint& each : of.uniques) {
            at(of, each.name);
            field("include", each.included_columns);
            field("deferral", each.checked);
        }
        for (catalog::foreign_key& each : of.foreign_keys) {
            at(of, each.name);
            field("deferral", each.checked);
            field("match_full", each.matches_full);
            field("validated", each.is_validated, true);
        }
        for (catalog::check_constraint& each : of.checks) {
            at(of, each.name);
            field("inherited", each.is_inherited, true);
            field("validated", each.is_validated, true);
        }
        for (catalog::index& each : of.indexes) walk(of, each);
    }

    void walk(const catalog::table& table, catalog::column& of) {
        at(table, "column " + of.name);
        field("collation", of.collation);
        field("comment", of.comment);
        if (!of.generated) return;
        field("not_null", of.is_not_null);
        field("generation", of.generated->kind);
    }

    void walk(const catalog::table& table, catalog::index& of) {
        at(table, "index " + of.name);
        field("include", of.included_columns);
        field("nulls_not_distinct", of.nulls_not_distinct);
        field("storage_parameters", of.storage_parameters);
        for (std::size_t key = 0; key < of.keys.size(); ++key)
            field("collation " + std::to_string(key), of.keys[key].collation);
    }

    void walk_exclusions(catalog::table& of) {
        std::vector<std::string> texts;
        for (const catalog::exclusion_constraint& each : of.exclusions) {
            texts.push_back(each.name);
            texts.push_back(each.definition);
        }
        field("exclusions", texts);
        if (writes_) return;
        of.exclusions.clear();
        for (std::size_t text = 0; text + 1 < texts.size(); text += 2)
            of.exclusions.push_back({texts[text], texts[text + 1], {}});
    }

    /// From here on, fields are about this object.
    void at(const catalog::table& table, const std::string& object) {
        key_ = ordered_json::array({table.schema, table.name, object}).dump();
    }

    template <class Value>
    void field(const std::string& name, Value& value, const Value& otherwise = Value{}) {
        if constexpr (std::is_enum_v<Value>) {
            int number = static_cast<int>(value);
            field(name, number, static_cast<int>(otherwise));
            value = static_cast<Value>(number);
        } else if (writes_) {
            if (!(value == otherwise)) file_[key_][name] = value;
        } else if (const auto object = file_.find(key_); object != file_.end()) {
            if (object->contains(name)) value = object->at(name).template get<Value>();
        }
    }

    ordered_json& file_;
    bool writes_;
    std::string key_;
};

}  // namespace detail

/// What the snapshot of this catalog lacks; an empty object for most.
inline ordered_json extras_of(catalog::database of) {
    ordered_json file = ordered_json::object();
    detail::snapshot_extras(file, true).walk(of);
    return file;
}

/// Puts it back into a catalog that was read from a snapshot.
///
/// Throws:   nlohmann::json::exception for a file that is none of extras_of().
inline void add_extras(catalog::database& to, ordered_json file) {
    detail::snapshot_extras(file, false).walk(to);
}

}  // namespace orm::kit
