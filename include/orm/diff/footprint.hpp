// SPDX-License-Identifier: MIT
// What a change touches, and whether two changes of different branches get into each other's way.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <orm/diff/change.hpp>
#include <orm/diff/text.hpp>

namespace orm::diff {

/// How an object is touched.
enum class touch {
    needs,     ///< it must be there, under this name and of this type
    adds,      ///< it is new
    changes,   ///< it stays what it is for those who need it (a default, a comment)
    replaces,  ///< dropped, renamed, moved, of another type: with all that is inside of it
};

/// An object on the way from its schema down: `public`, `users`, `column email`.
struct touched {
    touch how = touch::needs;
    std::vector<std::string> path;
};

/// Everything that a change touches. `texts` are SQL expressions: what they mention is needed.
struct footprint {
    std::vector<touched> objects;
    std::vector<std::string> texts;
};

namespace detail {

inline bool is_inside(const std::vector<std::string>& path, const std::vector<std::string>& of) {
    return of.size() <= path.size() && std::equal(of.begin(), of.end(), path.begin());
}

inline bool collides(const touched& one, const touched& other) {
    if (one.how == touch::needs && other.how == touch::needs) return false;
    if (one.how == touch::replaces && is_inside(other.path, one.path)) return true;
    if (other.how == touch::replaces && is_inside(one.path, other.path)) return true;
    return one.how != touch::needs && other.how != touch::needs && one.path == other.path;
}

/// The last name of a path, without the word before it.
inline std::string plain_name(const std::vector<std::string>& path) {
    const std::string& last = path.back();
    const std::string word = "column ";
    return last.compare(0, word.size(), word) == 0 ? last.substr(word.size()) : last;
}

inline bool takes_from(const touched& what, const std::vector<std::string>& texts) {
    if (what.how != touch::replaces) return false;
    const std::string name = plain_name(what.path);
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& text) { return mentions(text, name); });
}

/// Collects the footprint of one change.
class footprint_of {
public:
    explicit footprint_of(const change& of) : of_(of) {
        const std::vector<std::string> path = path_of(of.at);
        note(how(), path);
        for (std::size_t length = 1; length < path.size(); ++length)
            note(touch::needs, {path.begin(), path.begin() + static_cast<std::ptrdiff_t>(length)});
        if (of.what == verb::rename || of.what == verb::move) note(touch::adds, path_of(of.to));
        if (of.what == verb::drop) return;
        table_ = {of.at.schema, of.at.table};
        std::visit([this](const auto& value) { needs_of(value); }, of.after);
    }

    footprint take() { return std::move(made_); }

private:
    touch how() const {
        if (of_.what == verb::add) return touch::adds;
        if (of_.what != verb::alter) return touch::replaces;
        const bool is_other = of_.kind == object_kind::column &&
                              (of_.has("type") || of_.has("generated") || of_.has("collation"));
        return is_other ? touch::replaces : touch::changes;
    }

    /// Tables, views, indexes, sequences and types of a schema share their names.
    std::vector<std::string> path_of(const address& at) const {
        using enum object_kind;
        const std::string word(to_text(of_.kind));
        if (of_.kind == schema) return {at.name};
        if (at.schema.empty()) return {"", word + " " + at.name};
        if (of_.kind == column) return {at.schema, at.table, "column " + at.name};
        if (of_.kind == primary_key) return {at.schema, at.table, "primary key"};
        if (of_.kind == unique || of_.kind == foreign_key || of_.kind == check ||
            of_.kind == exclusion)
            return {at.schema, at.table, "constraint " + at.name};
        if (of_.kind == index) return {at.schema, at.name};
        if (!at.table.empty()) return {at.schema, at.table, word + " " + at.name};
        if (of_.kind == routine || of_.kind == collation) return {at.schema, word + " " + at.name};
        return {at.schema, at.name};
    }

    void note(touch how, std::vector<std::string> path) {
        made_.objects.push_back({how, std::move(path)});
    }
    void text(const std::string& sql) {
        if (!sql.empty()) made_.texts.push_back(sql);
    }
    void needs_columns(const std::vector<std::string>& table,
                       const std::vector<std::string>& columns) {
        note(touch::needs, table);
        for (const std::string& each : columns)
            note(touch::needs, {table[0], table[1], "column " + each});
    }
    void needs_type(const catalog::column_type& type) {
        if (type.is_user_defined()) note(touch::needs, {type.schema, type.name});
    }

    template <class Other>
    void needs_of(const Other&) {}

    void needs_of(const catalog::column& of) {
        needs_type(of.type);
        text(of.default_expression.value_or(""));
        if (of.generated) text(of.generated->expression);
    }
    void needs_of(const catalog::primary_key& of) {
        needs_columns(table_, of.columns);
        needs_columns(table_, of.included_columns);
    }
    void needs_of(const catalog::unique_constraint& of) {
        needs_columns(table_, of.columns);
        needs_columns(table_, of.included_columns);
    }
    void needs_of(const catalog::foreign_key& of) {
        needs_columns(table_, of.columns);
        needs_columns({of.referenced_schema, of.referenced_table}, of.referenced_columns);
    }
    void needs_of(const catalog::check_constraint& of) { text(of.expression); }
    void needs_of(const catalog::exclusion_constraint& of) { text(of.definition); }
    void needs_of(const catalog::index& of) {
        needs_columns(table_, of.included_columns);
        text(of.predicate);
        for (const catalog::index_key& key : of.keys) {
            if (key.is_expression) text(key.value);
            else needs_columns(table_, {key.value});
        }
    }
    void needs_of(const catalog::policy& of) {
        for (const std::string& role : of.roles) note(touch::needs, {"", "role " + role});
        text(of.using_expression.value_or(""));
        text(of.check_expression.value_or(""));
    }
    void needs_of(const catalog::trigger& of) { text(of.definition); }
    void needs_of(const catalog::view& of) { text(of.definition); }
    void needs_of(const catalog::routine& of) { text(of.definition); }
    void needs_of(const catalog::domain& of) { needs_type(of.base); }
    void needs_of(const catalog::composite& of) {
        for (const catalog::column& field : of.fields) needs_type(field.type);
    }
    void needs_of(const catalog::privilege& of) { note(touch::needs, {"", "role " + of.grantee}); }
    /// A new table brings its members along.
    void needs_of(const catalog::table& of) {
        if (of_.what != verb::add) return;
        table_ = {of.schema, of.name};
        for (const catalog::column& each : of.columns) needs_of(each);
        for (const catalog::foreign_key& each : of.foreign_keys) needs_of(each);
        for (const catalog::qualified_name& each : of.parents)
            note(touch::needs, {each.schema, each.name});
        if (of.partition_of)
            note(touch::needs, {of.partition_of->parent.schema, of.partition_of->parent.name});
    }

    const change& of_;
    std::vector<std::string> table_;
    footprint made_;
};

}  // namespace detail

inline footprint footprint_of(const change& of) { return detail::footprint_of(of).take(); }

/// True when it matters which of the two runs first, or when they cannot both run.
///
/// Both start from one state: neither knows of the other.
inline bool conflict(const footprint& one, const footprint& other) {
    for (const touched& mine : one.objects) {
        for (const touched& theirs : other.objects)
            if (detail::collides(mine, theirs)) return true;
        if (detail::takes_from(mine, other.texts)) return true;
    }
    return std::any_of(other.objects.begin(), other.objects.end(), [&](const touched& theirs) {
        return detail::takes_from(theirs, one.texts);
    });
}

}  // namespace orm::diff
