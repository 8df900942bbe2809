// SPDX-License-Identifier: MIT
// Differences between views, and views that must make way for a change below them.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/changes/columns.hpp>
#include <orm/diff/changes/constraints.hpp>
#include <orm/diff/changes/same.hpp>
#include <orm/diff/comparison.hpp>
#include <orm/diff/pairing.hpp>

namespace orm::diff {

namespace detail {

/// WITH NO DATA is about the moment of creation, so it is no property to compare.
inline std::vector<std::string> view_aspects(const catalog::view& from, const catalog::view& to) {
    const auto or_default = [](const std::string& name, const char* standard) {
        return name.empty() ? std::string(standard) : name;
    };
    return aspect_list()
        .note(same_expression(from.definition, to.definition), "definition")
        .note(from.is_materialized == to.is_materialized, "materialized")
        .note(from.options == to.options, "with")
        .note(or_default(from.access_method, "heap") == or_default(to.access_method, "heap"),
              "using")
        .note(from.tablespace == to.tablespace, "tablespace")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline bool reads_all_columns(const std::string& definition) {
    return definition.find('*') != std::string::npos;
}

/// True when a column that the view reads is dropped, or changes its type.
inline bool reads_changed_column(const comparison& run, const catalog::view& view) {
    for (const auto& [table, effects] : run.effects) {
        const bool is_quiet =
            effects.lost.empty() && effects.retyped.empty() && effects.detoured.empty();
        if (is_quiet || !mentions(view.definition, table.name)) continue;
        if (reads_all_columns(view.definition)) return true;
        if (mentions_any(view.definition, effects.lost) ||
            mentions_any(view.definition, effects.retyped) ||
            mentions_any(view.definition, effects.detoured))
            return true;
    }
    return false;
}

inline bool reads_any_view(const catalog::view& view, const std::set<std::string>& names) {
    return mentions_any(view.definition, names);
}

}  // namespace detail

/// Compares the views that exist on both sides.
class view_comparison {
public:
    explicit view_comparison(comparison& run)
        : run_(run), pairs_(pair_by_name(run.from.views, run.to.views, address_in_schema{})) {}

    void find() {
        const address_in_schema key;
        for (const std::size_t at : pairs_.dropped) drop(run_.from.views[at]);
        for (const auto& [before, after] : pairs_.both)
            if (must_be_made_anew(before, after)) make_anew(before);
        spread();
        for (const auto& [before, after] : pairs_.both) {
            const catalog::view& from = run_.from.views[before];
            const catalog::view& to = run_.to.views[after];
            if (anew_.count(before) != 0) {
                drop(from);
                add(to);
            } else {
                compare_properties(from, to, key(to));
            }
        }
        for (const std::size_t at : pairs_.created) add(run_.to.views[at]);
    }

private:
    bool must_be_made_anew(std::size_t before, std::size_t after) const {
        const std::vector<std::string> aspects =
            detail::view_aspects(run_.from.views[before], run_.to.views[after]);
        return detail::has(aspects, "definition") || detail::has(aspects, "materialized") ||
               detail::reads_changed_column(run_, run_.from.views[before]);
    }

    void make_anew(std::size_t before) {
        anew_.insert(before);
        names_.insert(run_.from.views[before].name);
    }

    /// A view that reads a view that is dropped must be dropped as well, and made again.
    void spread() {
        for (bool found = !names_.empty(); found;) {
            found = false;
            for (const auto& [before, after] : pairs_.both) {
                if (anew_.count(before) != 0) continue;
                if (!detail::reads_any_view(run_.from.views[before], names_)) continue;
                make_anew(before);
                found = true;
            }
        }
    }

    void drop(const catalog::view& view) {
        run_.add(dropped(object_kind::view, address_in_schema{}(view), view));
    }

    void add(const catalog::view& view) {
        run_.add(added(object_kind::view, address_in_schema{}(view), view));
    }

    void compare_properties(const catalog::view& from, const catalog::view& to, const address& at) {
        std::vector<std::string> aspects = detail::view_aspects(from, to);
        if (!aspects.empty())
            run_.add(altered(object_kind::view, at, from, to, std::move(aspects)));
        catalog::table before;
        before.indexes = from.indexes;
        catalog::table after;
        after.schema = to.schema;
        after.name = to.name;
        after.indexes = to.indexes;
        member_comparison(run_, before, after).find();
    }

    comparison& run_;
    pairing pairs_;
    std::set<std::size_t> anew_;
    std::set<std::string> names_;
};

}  // namespace orm::diff
