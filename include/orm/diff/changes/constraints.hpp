// SPDX-License-Identifier: MIT
// Differences between the constraints, indexes, policies and triggers of one table.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/changes/same.hpp>
#include <orm/diff/comparison.hpp>
#include <orm/diff/pairing.hpp>

namespace orm::diff {

/// Compares what hangs on one table that exists on both sides. Runs after the columns of all tables,
/// for it needs to know which columns are lost.
class member_comparison {
public:
    member_comparison(comparison& run, const catalog::table& from, catalog::table& to)
        : run_(run),
          from_(from),
          to_(to),
          key_{to.schema, to.name},
          effects_(run.effects_on(to.schema, to.name)) {}

    void find() {
        find_primary_key();
        find_in(object_kind::unique, from_.uniques, to_.uniques);
        find_in(object_kind::check, from_.checks, to_.checks);
        find_in(object_kind::exclusion, from_.exclusions, to_.exclusions);
        find_in(object_kind::index, from_.indexes, to_.indexes);
        find_in(object_kind::policy, from_.policies, to_.policies);
        find_in(object_kind::trigger, from_.triggers, to_.triggers);
    }

    /// Foreign keys come last, when it is known which keys of which tables are replaced.
    void find_foreign_keys(const broken_keys& broken) {
        broken_ = &broken;
        find_in(object_kind::foreign_key, from_.foreign_keys, to_.foreign_keys);
    }

private:
    void find_primary_key() {
        std::vector<catalog::primary_key> from;
        std::vector<catalog::primary_key> to;
        if (from_.primary_key) from.push_back(*from_.primary_key);
        if (to_.primary_key) to.push_back(*to_.primary_key);
        find_in(object_kind::primary_key, from, to);
        if (!to.empty()) to_.primary_key = to.front();
    }

    template <class Member>
    void find_in(object_kind kind, const std::vector<Member>& from, std::vector<Member>& to) {
        pairing pairs = pair_by_name(from, to, key_);
        pair_by_structure(pairs, from, to);
        for (const auto& [before, after] :
             ask_for_renames(run_.decide, kind, pairs, from, to, key_)) {
            rename(kind, from[before], to[after]);
            pairs.both.emplace_back(before, after);
        }
        pair_primary_keys(pairs, from, to);
        for (const std::size_t at : pairs.dropped)
            drop(kind, from[at], is_gone_with_column(from[at]));
        for (const auto& [before, after] : pairs.both) compare(kind, from[before], to[after]);
        for (const std::size_t at : pairs.created) run_.add(added(kind, key_(to[at]), to[at]));
    }

    /// A constraint without an explicit name is the one of the same structure, whatever its name.
    template <class Member>
    static void pair_by_structure(pairing& pairs, const std::vector<Member>& from,
                                  std::vector<Member>& to) {
        if constexpr (has_automatic_name<Member>) {
            std::vector<std::size_t> created;
            for (const std::size_t at : pairs.created) {
                const auto found = std::find_if(
                    pairs.dropped.begin(), pairs.dropped.end(), [&](std::size_t candidate) {
                        return !to[at].has_explicit_name && same(from[candidate], to[at]);
                    });
                if (found == pairs.dropped.end()) {
                    created.push_back(at);
                    continue;
                }
                to[at].name = from[*found].name;
                pairs.both.emplace_back(*found, at);
                pairs.dropped.erase(found);
            }
            pairs.created = std::move(created);
        }
    }

    /// A table has one primary key: one that changes without a new explicit name is altered.
    template <class Member>
    static void pair_primary_keys(pairing& pairs, const std::vector<Member>& from,
                                  std::vector<Member>& to) {
        if constexpr (std::is_same_v<Member, catalog::primary_key>) {
            if (pairs.dropped.empty() || pairs.created.empty()) return;
            if (same(from.front(), to.front()) && to.front().has_explicit_name) return;
            pairs = {{{0, 0}}, {}, {}};
        }
    }

    template <class Member>
    void rename(object_kind kind, const Member& from, const Member& to) {
        run_.add(renamed(kind, key_(from), key_(to), from));
        run_.remember_rename(key_(from), key_(to));
    }

    /// DROP COLUMN takes the primary key along; the other drops are written out.
    template <class Member>
    bool is_gone_with_column(const Member& from) const {
        return std::is_same_v<Member, catalog::primary_key> && involves(from, effects_.lost);
    }

    template <class Member>
    void drop(object_kind kind, const Member& from, bool happens_by_itself) {
        change found = dropped(kind, key_(from), from);
        found.happens_by_itself = happens_by_itself;
        run_.add(std::move(found));
    }

    template <class Member>
    void compare(object_kind kind, const Member& from, const Member& to) {
        Member before = from;
        before.name = to.name;
        std::vector<std::string> aspects = differing_aspects(before, to);
        if (must_be_replaced(from, to, !aspects.empty())) {
            const bool by_itself = involves(from, effects_.lost) && loses_with_columns<Member>;
            drop(kind, before, by_itself);
            run_.add(added(kind, key_(to), to));
        } else if (!aspects.empty()) {
            run_.add(can_be_altered(before, to, aspects)
                         ? altered(kind, key_(to), before, to, std::move(aspects))
                         : recreated(kind, key_(to), before, to, std::move(aspects)));
        }
    }

    /// Replacing in two steps far apart: the drop before the columns change, the add after.
    template <class Member>
    bool must_be_replaced(const Member& from, const Member& to, bool differs) const {
        if (involves(from, effects_.lost)) return true;
        if (computes_from_detoured(from)) return true;
        if constexpr (std::is_same_v<Member, catalog::policy>)
            return involves(from, effects_.retyped);
        if constexpr (std::is_same_v<Member, catalog::foreign_key>)
            return reads_changed_columns(from, to) || (broken_->count(key_of(from)) != 0);
        return differs && !std::is_same_v<Member, catalog::policy> &&
               involves(from, effects_.retyped);
    }

    /// An expression over an enum cannot follow its column through `text`; a plain key can.
    template <class Member>
    bool computes_from_detoured(const Member& from) const {
        if constexpr (std::is_same_v<Member, catalog::index>)
            return computes_from(from, effects_.detoured);
        if constexpr (has_automatic_name<Member>) return false;
        return involves(from, effects_.detoured);
    }

    /// Both ends change their type, or the referenced column is made anew.
    bool reads_changed_columns(const catalog::foreign_key& from,
                               const catalog::foreign_key&) const {
        const column_effects& there =
            run_.effects_on(from.referenced_schema, from.referenced_table);
        if (involves_any(from.referenced_columns, there.lost)) return true;
        return involves_any(from.columns, effects_.retyped) &&
               involves_any(from.referenced_columns, there.retyped);
    }

    comparison& run_;
    const catalog::table& from_;
    catalog::table& to_;
    address_in_table key_;
    const column_effects& effects_;
    const broken_keys* broken_ = nullptr;
};

}  // namespace orm::diff
