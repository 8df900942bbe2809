// SPDX-License-Identifier: MIT
// C++ names for everything that pull declares: unique, and as near to the database's as C++ allows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/kit/cpp_text.hpp>
#include <orm/kit/pull_options.hpp>
#include <orm/schema/casing.hpp>

namespace orm::kit::detail {

/// Gives each wish a name that was not given before.
class name_scope {
public:
    std::string claim(const std::string& wish) {
        std::string name = wish;
        for (int count = 2; !taken_.insert(name).second; ++count)
            name = wish + "_" + std::to_string(count);
        return name;
    }
    void reserve(const std::string& name) { taken_.insert(name); }
    bool has(const std::string& name) const { return taken_.count(name) != 0; }

private:
    std::set<std::string> taken_;
};

inline std::string pascal_case(std::string_view name) {
    std::string words(camel_case::apply(name).view());
    if (!words.empty()) words[0] = orm::detail::to_upper(words[0]);
    return words;
}

/// A column's field, and whether `named<"...">` must say the column's name.
struct field_name {
    std::string field;
    bool is_named = false;
};

struct table_names {
    std::string constant;
    std::string type;
    bool is_preserving = false;  ///< Casing is orm::preserve
    std::vector<field_name> fields;
};

struct enum_names {
    std::string type;
    bool is_plain = false;    ///< the SQL name follows from the C++ name
    bool has_labels = false;  ///< labels_of says the labels
    std::vector<std::string> enumerators;
};

/// All names of a header.
class pull_names {
public:
    pull_names(const catalog::database& of, const pull_options& options) : options_(options) {
        for (const char* word : {"t", "M", "size_t"}) scope_.reserve(word);
        scope_.reserve(options.schema_constant);
        if (options.name_space.empty()) reserve_global_names();
        for (const catalog::enumeration& each : of.enums) add(each);
        for (const catalog::table& each : of.tables) add_constant(each);
        for (const catalog::table& each : of.tables) add_schema(each.schema);
        for (const catalog::table& each : of.tables) add_fields(each);
    }

    const table_names& of(const catalog::table& table) const {
        return tables_.at({table.schema, table.name});
    }
    /// nullptr for tables that are not declared here.
    const table_names* find_table(const std::string& schema, const std::string& name) const {
        const auto found = tables_.find({schema, name});
        return found == tables_.end() ? nullptr : &found->second;
    }
    const enum_names* find_enum(const std::string& schema, const std::string& name) const {
        const auto found = enums_.find({schema, name});
        return found == enums_.end() ? nullptr : &found->second;
    }
    const std::map<std::string, std::string>& schemas() const { return schemas_; }
    std::string claim(const std::string& wish) { return scope_.claim(wish); }

private:
    /// Without a namespace, a table may not be called like a function of the C library.
    void reserve_global_names() {
        for (const char* name :
             {"abort",   "abs",       "accept",   "access",   "acct",     "alarm",      "asctime",
              "atexit",  "bind",      "brk",      "ceil",     "chdir",    "chmod",      "chown",
              "clock",   "clone",     "close",    "connect",  "cos",      "creat",      "crypt",
              "ctime",   "daemon",    "daylight", "difftime", "div",      "drand48",    "dup",
              "environ", "erf",       "exit",     "exp",      "fork",     "free",       "gamma",
              "getdate", "getenv",    "gmtime",   "index",    "ioctl",    "kill",       "link",
              "listen",  "localtime", "lockf",    "log",      "login",    "logout",     "malloc",
              "mknod",   "mktime",    "mount",    "nice",     "open",     "pause",      "pipe",
              "poll",    "pow",       "profil",   "puts",     "qsort",    "quick_exit", "raise",
              "rand",    "random",    "read",     "recv",     "remove",   "rename",     "rindex",
              "round",   "send",      "setenv",   "shutdown", "signal",   "sin",        "sleep",
              "socket",  "sqrt",      "stat",     "step",     "stime",    "swab",       "symlink",
              "sync",    "syscall",   "sysinfo",  "system",   "tan",      "time",       "timezone",
              "times",   "tmpfile",   "trunc",    "truncate", "umask",    "ungetc",     "unlink",
              "usleep",  "vfork",     "wait",     "write",    "y0",       "y1",         "yn",
              "j0",      "j1",        "jn",       "select",   "signgam",  "tzname",     "optarg",
              "optind",  "opterr",    "optopt",   "dirname",  "basename", "fsync",      "isatty",
              "size_t"})
            scope_.reserve(name);
    }

    void add(const catalog::enumeration& of) {
        enum_names names;
        std::string wish = pascal_case(of.name);
        if (!is_cpp_name(wish)) wish = near_cpp_name(of.name);
        if (!is_capital(wish[0])) wish[0] = orm::detail::to_upper(wish[0]);
        names.type = scope_.claim(wish);
        names.is_plain =
            of.schema == catalog::default_schema && snake_case::apply(names.type).view() == of.name;
        name_scope enumerators;
        for (const std::string& value : of.values) {
            names.enumerators.push_back(enumerators.claim(near_cpp_name(value)));
            names.has_labels = names.has_labels || names.enumerators.back() != value;
        }
        names.has_labels = names.has_labels || of.values.size() > 120;
        enums_.emplace(catalog::qualified_name{of.schema, of.name}, std::move(names));
    }

    void add_constant(const catalog::table& of) {
        table_names names;
        std::string wish = near_cpp_name(of.name);
        if (of.schema != catalog::default_schema && scope_.has(wish))
            wish = near_cpp_name(of.schema + "_" + of.name);
        names.constant = scope_.claim(wish);
        names.type = scope_.claim(names.constant + "_table");
        tables_.emplace(catalog::qualified_name{of.schema, of.name}, std::move(names));
    }

    void add_schema(const std::string& schema) {
        if (schema == catalog::default_schema || schemas_.count(schema) != 0) return;
        schemas_.emplace(schema, scope_.claim(near_cpp_name(schema + "_schema")));
    }

    /// The field that leads to the column's name through the casing, if there is one.
    std::string plain_field(const std::string& column, bool is_preserving) const {
        if (is_preserving) return is_cpp_name(column) ? column : std::string();
        if (snake_case::apply(column).view() != column) return {};
        const std::string camel(camel_case::apply(column).view());
        const bool wants_camel = options_.fields == field_style::camel_case;
        if (wants_camel && is_cpp_name(camel) && snake_case::apply(camel).view() == column)
            return camel;
        return is_cpp_name(column) ? column : std::string();
    }

    void add_fields(const catalog::table& of) {
        table_names& names = tables_.at({of.schema, of.name});
        const auto fitting = [&](bool is_preserving) {
            return std::count_if(of.columns.begin(), of.columns.end(), [&](const auto& column) {
                return !plain_field(column.name, is_preserving).empty();
            });
        };
        names.is_preserving = fitting(true) > fitting(false);
        name_scope fields;
        for (const char* word : {"columns_", "described_"}) fields.reserve(word);
        fields.reserve(names.type);
        for (const auto& [name, each] : enums_) fields.reserve(each.type);
        // Names that need no named<> come first, whatever the order of the columns.
        for (const catalog::column& column : of.columns) {
            const std::string plain = plain_field(column.name, names.is_preserving);
            const bool fits = !plain.empty() && !fields.has(plain);
            names.fields.push_back({fits ? fields.claim(plain) : std::string(), !fits});
        }
        for (std::size_t at = 0; at < of.columns.size(); ++at)
            if (names.fields[at].field.empty())
                names.fields[at].field = fields.claim(near_field(of.columns[at].name));
    }

    std::string near_field(const std::string& column) const {
        const std::string near = near_cpp_name(column);
        const std::string camel(camel_case::apply(near).view());
        const bool wants_camel = options_.fields == field_style::camel_case;
        return wants_camel && is_cpp_name(camel) ? camel : near;
    }

    const pull_options& options_;
    name_scope scope_;
    std::map<catalog::qualified_name, table_names> tables_;
    std::map<catalog::qualified_name, enum_names> enums_;
    std::map<std::string, std::string> schemas_;
};

}  // namespace orm::kit::detail
