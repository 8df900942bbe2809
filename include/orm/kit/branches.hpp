// SPDX-License-Identifier: MIT
// Snapshots as a graph: where branches of a history end, what they have together, where they collide.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/footprint.hpp>
#include <orm/diff/merge.hpp>
#include <orm/diff/plan.hpp>
#include <orm/kit/migration_list.hpp>

namespace orm::kit {

/// Two changes of different branches that touch one object.
struct branch_conflict {
    std::string first_tag;
    std::string first_change;  ///< `drop table public.users`
    std::string second_tag;
    std::string second_change;
};

namespace detail {

/// `id` and `prevId` or `prevIds` of a snapshot file; the rest of it is skipped.
struct snapshot_links {
    std::string id;
    std::vector<std::string> previous;
};

inline snapshot_links read_links(const std::string& path) {
    const auto is_link = [](int depth, ordered_json::parse_event_t event, ordered_json& value) {
        if (depth != 1 || event != ordered_json::parse_event_t::key) return true;
        return value == "id" || value == "prevId" || value == "prevIds";
    };
    snapshot_links links;
    try {
        const ordered_json file =
            ordered_json::parse(migration::read_file(path, source_location{}), is_link);
        links.id = file.value("id", "");
        links.previous = file.contains("prevIds")
                             ? file.at("prevIds").get<std::vector<std::string>>()
                             : std::vector{file.value("prevId", inspect::origin_id)};
    } catch (const nlohmann::json::exception& wrong) {
        fail(path + ": " + wrong.what(), "restore the snapshot from version control");
    }
    return links;
}

inline std::string sentence_of(const diff::change& of) {
    return std::string(to_text(of.what)) + " " + std::string(to_text(of.kind)) + " " +
           of.at.dotted();
}

}  // namespace detail

/// The history of a folder. Migrations without a snapshot have no place in it.
class branches {
public:
    using places = std::set<std::size_t>;

    /// Throws:   error for a snapshot that cannot be read.
    explicit branches(const migration_list& list) {
        for (const migration_paths& each : list.entries)
            if (path_exists(each.snapshot)) nodes_.push_back({each, {}, {}});
        std::vector<detail::snapshot_links> links;
        for (node& each : nodes_) links.push_back(detail::read_links(each.paths.snapshot));
        for (std::size_t place = 0; place < nodes_.size(); ++place)
            place_.emplace(nodes_[place].id = links[place].id, place);
        for (std::size_t place = 0; place < nodes_.size(); ++place)
            for (const std::string& each : links[place].previous) link(place, each);
    }

    /// Migrations that no other follows: one, or several after a merge.
    std::vector<std::string> end_tags() const {
        std::vector<std::string> tags;
        for (const std::size_t each : ends()) tags.push_back(nodes_[each].paths.tag);
        return tags;
    }
    /// The ids of their snapshots.
    std::vector<std::string> end_ids() const {
        std::vector<std::string> ids;
        for (const std::size_t each : ends()) ids.push_back(nodes_[each].id);
        return ids;
    }
    bool is_one_line() const { return ends().size() <= 1; }

    /// What all branches together lead to.
    catalog::database present() { return joined_at(ends()); }

    /// Changes of different branches that get into each other's way.
    std::vector<branch_conflict> conflicts() {
        std::vector<branch_conflict> found;
        const places all = ends();
        for (auto one = all.begin(); one != all.end(); ++one)
            for (auto other = std::next(one); other != all.end(); ++other)
                find_conflicts(*one, *other, found);
        return found;
    }

    /// What the migrations of a place have changed, against all that it follows.
    diff::plan changes_of(const std::string& tag) {
        for (std::size_t place = 0; place < nodes_.size(); ++place)
            if (nodes_[place].paths.tag == tag) return plan_of(place);
        return {};
    }

private:
    struct node {
        migration_paths paths;
        std::string id;
        places parents;
    };
    struct marked_change {
        std::string tag;
        diff::change what;
        diff::footprint touches;
    };

    /// A snapshot that is not here stood between this one and the one before it.
    void link(std::size_t place, const std::string& previous) {
        if (previous == inspect::origin_id) return;
        const auto found = place_.find(previous);
        if (found != place_.end() && found->second != place)
            nodes_[place].parents.insert(found->second);
        else if (found == place_.end() && place > 0) nodes_[place].parents.insert(place - 1);
    }

    places ends() const {
        places open;
        for (std::size_t place = 0; place < nodes_.size(); ++place) open.insert(open.end(), place);
        for (const node& each : nodes_)
            for (const std::size_t parent : each.parents) open.erase(parent);
        return open;
    }

    /// The places themselves and all before them.
    places history_of(const places& of) const {
        places reached;
        std::vector<std::size_t> waiting(of.begin(), of.end());
        while (!waiting.empty()) {
            const std::size_t place = waiting.back();
            waiting.pop_back();
            if (!reached.insert(place).second) continue;
            waiting.insert(waiting.end(), nodes_[place].parents.begin(),
                           nodes_[place].parents.end());
        }
        return reached;
    }

    places common_ends(const places& one, const places& other) const {
        const places mine = history_of(one);
        const places theirs = history_of(other);
        places both;
        std::set_intersection(mine.begin(), mine.end(), theirs.begin(), theirs.end(),
                              std::inserter(both, both.end()));
        places newest = both;
        for (const std::size_t each : both)
            for (const std::size_t parent : nodes_[each].parents) newest.erase(parent);
        return newest;
    }

    inspect::snapshot& snapshot_at(std::size_t place) {
        const auto [found, is_new] = read_.try_emplace(place);
        if (is_new) found->second = read_snapshot(nodes_[place].paths);
        return found->second;
    }

    catalog::database joined_at(const places& of) {
        if (of.empty()) return {};
        places done{*of.begin()};
        catalog::database all = snapshot_at(*of.begin()).database;
        for (auto next = std::next(of.begin()); next != of.end(); ++next) {
            const catalog::database base = joined_at(common_ends(done, {*next}));
            all = diff::merged(base, std::move(all), snapshot_at(*next).database);
            done.insert(*next);
        }
        return all;
    }

    diff::plan plan_of(std::size_t place) {
        const inspect::snapshot& after = snapshot_at(place);
        std::vector<diff::rename_answer> renames;
        for (const std::string& each : after.renames)
            if (const auto answer = diff::read_rename(each)) renames.push_back(*answer);
        return diff::make_plan(joined_at(nodes_[place].parents), after.database,
                               diff::renames_from(std::move(renames)));
    }

    /// What one branch has changed and the other does not know.
    std::vector<marked_change> own_changes(const places& mine, const places& theirs) {
        std::vector<marked_change> own;
        for (const std::size_t place : mine) {
            if (theirs.count(place) != 0) continue;
            for (const diff::step& step : plan_of(place).steps)
                own.push_back({nodes_[place].paths.tag, step.what, diff::footprint_of(step.what)});
        }
        return own;
    }

    void find_conflicts(std::size_t one, std::size_t other, std::vector<branch_conflict>& found) {
        const places mine = history_of({one});
        const places theirs = history_of({other});
        const std::vector<marked_change> second = own_changes(theirs, mine);
        for (const marked_change& here : own_changes(mine, theirs))
            for (const marked_change& there : second)
                if (diff::conflict(here.touches, there.touches))
                    found.push_back({here.tag, detail::sentence_of(here.what), there.tag,
                                     detail::sentence_of(there.what)});
    }

    std::vector<node> nodes_;
    std::map<std::string, std::size_t> place_;
    std::map<std::size_t, inspect::snapshot> read_;
};

/// `0005_a (drop table public.users) and 0005_b (add column public.users.age)`.
inline std::string sentence_of(const branch_conflict& of) {
    return of.first_tag + " (" + of.first_change + ") and " + of.second_tag + " (" +
           of.second_change + ")";
}

/// The state that a new migration starts from: that of the newest snapshot, or what several branches
/// lead to together (folders layout).
///
/// Throws:   error that names branches which cannot be joined.
inline catalog::database present_state(const migration_list& list, bool ignores_conflicts = false) {
    if (list.entries.empty()) return {};
    require_snapshot(list.entries.back());
    branches all(list);
    if (all.is_one_line()) return all.present();
    if (list.layout == folder_layout::classic)
        fail("two branches were merged: " + all.end_tags().front() + " and " +
                 all.end_tags().back() + " do not know of each other",
             "drop the newer one (drop) and generate it again; check tells more");
    const std::vector<branch_conflict> found = all.conflicts();
    if (!found.empty() && !ignores_conflicts)
        fail("two branches touch the same object: " + sentence_of(found.front()) +
                 (found.size() > 1 ? ", and " + std::to_string(found.size() - 1) + " more" : ""),
             "drop the newer one (drop) and generate it again, or say --ignore-conflicts: then the "
             "later one counts");
    return all.present();
}

}  // namespace orm::kit
