// SPDX-License-Identifier: MIT
// The part of a catalog that a C++ schema can declare, and a sentence for each thing that it cannot.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/names.hpp>
#include <orm/sql/quote.hpp>

namespace orm::kit {

/// What declarable() gives. `left_out` names objects and properties as SQL does.
struct declarable_catalog {
    catalog::database part;
    std::vector<std::string> left_out;
};

namespace detail {

class declarable_reader {
public:
    explicit declarable_reader(catalog::database of) { result_.part = std::move(of); }

    declarable_catalog read() {
        catalog::database& of = result_.part;
        leave_out("extension", of.extensions, [](const auto& each) { return quoted(each.name); });
        leave_out("role", of.roles, [](const auto& each) { return quoted(each.name); });
        leave_out("collation", of.collations, full_name);
        leave_out("domain", of.domains, full_name);
        leave_out("composite type", of.composites, full_name);
        leave_out("sequence", of.sequences, full_name);
        leave_out("routine", of.routines,
                  [](const auto& each) { return full_name(each) + "(" + each.signature + ")"; });
        leave_out("view", of.views, full_name);
        leave_out("privilege", of.privileges, [](const auto& each) {
            return each.type + " on " + quoted(each.schema) + "." + quoted(each.table) + " for " +
                   quoted(each.grantee);
        });
        keep_tables();
        for (catalog::table& each : of.tables) keep_of(each);
        keep_used_enums();
        keep_used_schemas();
        return std::move(result_);
    }

private:
    static std::string quoted(const std::string& name) { return lexical::quoted_identifier(name); }
    template <class Object>
    static std::string full_name_of(const Object& of) {
        return quoted(of.schema) + "." + quoted(of.name);
    }
    static constexpr auto full_name = [](const auto& of) { return full_name_of(of); };

    void note(const std::string& sentence) { result_.left_out.push_back(sentence); }

    template <class Object, class Name>
    void leave_out(const char* kind, std::vector<Object>& objects, const Name& name) {
        for (const Object& each : objects) note(std::string(kind) + " " + name(each));
        objects.clear();
    }

    /// Why a table cannot be a C++ struct, or nothing.
    static std::string reason_against(const catalog::table& of) {
        if (of.is_external) return "belongs to another product";
        if (of.partition_of)
            return "is a partition of " + quoted(of.partition_of->parent.schema) + "." +
                   quoted(of.partition_of->parent.name);
        if (!of.parents.empty()) return "inherits columns of " + quoted(of.parents[0].name);
        if (of.columns.empty()) return "has no columns";
        if (of.columns.size() > 160) return "has more than 160 columns";
        return {};
    }

    void keep_tables() {
        std::vector<catalog::table> kept;
        for (catalog::table& each : result_.part.tables) {
            const std::string reason = reason_against(each);
            if (reason.empty()) kept.push_back(std::move(each));
            else note("table " + full_name(each) + ", which " + reason);
        }
        result_.part.tables = std::move(kept);
    }

    void drop_text(std::string& text, const std::string& what, const catalog::table& of) {
        if (!text.empty()) note(what + " of table " + full_name(of) + ": " + text);
        text.clear();
    }
    void drop_flag(bool& flag, const std::string& what, const catalog::table& of) {
        if (flag) note(what + " of table " + full_name(of));
        flag = false;
    }

    void keep_of(catalog::table& of) {
        for (const catalog::policy& each : of.policies)
            note("policy " + quoted(each.name) + " on table " + full_name(of));
        for (const catalog::trigger& each : of.triggers)
            note("trigger " + quoted(each.name) + " on table " + full_name(of));
        of.policies.clear();
        of.triggers.clear();
        drop_flag(of.has_row_security, "row level security", of);
        drop_flag(of.forces_row_security, "forced row level security", of);
        drop_flag(of.is_unlogged, "being unlogged", of);
        drop_text(of.partition_key, "partitioning", of);
        drop_text(of.storage_parameters, "storage parameters", of);
        drop_text(of.access_method, "access method", of);
        drop_text(of.tablespace, "tablespace", of);
        if (of.primary_key) drop_comment(of.primary_key->comment, of.primary_key->name, of);
        drop_comments(of.uniques, of);
        drop_comments(of.foreign_keys, of);
        drop_comments(of.checks, of);
        drop_comments(of.exclusions, of);
        drop_comments(of.indexes, of);
        for (catalog::index& each : of.indexes)
            drop_text(each.tablespace, "tablespace of index " + quoted(each.name), of);
        for (catalog::column& each : of.columns) keep_of(each, of);
    }

    void drop_comment(std::string& comment, const std::string& name, const catalog::table& of) {
        drop_text(comment, "comment on " + quoted(name), of);
    }
    template <class Member>
    void drop_comments(std::vector<Member>& members, const catalog::table& of) {
        for (Member& each : members) drop_comment(each.comment, each.name, of);
    }

    void keep_of(catalog::column& of, const catalog::table& table) {
        drop_text(of.owned_sequence, "name of the sequence of column " + quoted(of.name), table);
        const std::string own = catalog::sequence_name(table.name, of.name);
        if (!of.identity || of.identity->sequence_name == own) return;
        note("name of the sequence of column " + quoted(of.name) + " of table " + full_name(table) +
             ": " + of.identity->sequence_name);
        of.identity->sequence_name = own;
    }

    bool is_used(const catalog::enumeration& type) const {
        for (const catalog::table& table : result_.part.tables)
            for (const catalog::column& column : table.columns)
                if (column.type.schema == type.schema && column.type.name == type.name) return true;
        return false;
    }

    void keep_used_enums() {
        std::vector<catalog::enumeration> kept;
        for (catalog::enumeration& each : result_.part.enums) {
            if (is_used(each)) {
                if (!each.comment.empty()) note("comment on enum " + full_name(each));
                each.comment.clear();
                kept.push_back(std::move(each));
            } else {
                note("enum " + full_name(each) + ", which no column has");
            }
        }
        result_.part.enums = std::move(kept);
    }

    bool is_used(const catalog::schema& schema) const {
        for (const catalog::table& each : result_.part.tables)
            if (each.schema == schema.name) return true;
        for (const catalog::enumeration& each : result_.part.enums)
            if (each.schema == schema.name) return true;
        return false;
    }

    void keep_used_schemas() {
        std::vector<catalog::schema> kept;
        for (catalog::schema& each : result_.part.schemas) {
            if (!is_used(each)) note("schema " + quoted(each.name) + ", which has no table");
            else if (!each.comment.empty()) note("comment on schema " + quoted(each.name));
            if (!is_used(each)) continue;
            each.comment.clear();
            kept.push_back(std::move(each));
        }
        result_.part.schemas = std::move(kept);
    }

    declarable_catalog result_;
};

}  // namespace detail

/// Takes out of a catalog what C++ cannot declare: views, routines, triggers, policies, domains, ...
///
/// What from_schema() gives is compared with this, so that a schema in C++ never asks for the removal
/// of things that it could not have named.
inline declarable_catalog declarable(catalog::database of) {
    return detail::declarable_reader(std::move(of)).read();
}

}  // namespace orm::kit
