// SPDX-License-Identifier: MIT
// Changes as a graph, and its sorting.
#pragma once

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include <orm/diff/change.hpp>
#include <orm/diff/rank.hpp>

namespace orm::diff {

namespace detail {

/// The changes as nodes of a graph; add_edge(a, b) says that a runs before b.
class change_graph {
public:
    explicit change_graph(std::vector<change> changes)
        : changes_(std::move(changes)),
          followers_(changes_.size()),
          waits_for_(changes_.size(), 0) {}

    const std::vector<change>& changes() const { return changes_; }

    void add_edge(std::size_t first, std::size_t then) {
        if (first == then) return;
        followers_[first].push_back(then);
        ++waits_for_[then];
    }

    /// Always takes the ready change of the smallest rank; in a cycle, the one of the smallest rank.
    std::vector<change> sorted() {
        std::set<std::pair<int, std::size_t>> ready;
        std::set<std::pair<int, std::size_t>> waiting;
        for (std::size_t at = 0; at < changes_.size(); ++at)
            (waits_for_[at] == 0 ? ready : waiting).insert({rank(changes_[at]), at});
        std::vector<change> result;
        while (!ready.empty() || !waiting.empty()) {
            auto& source = ready.empty() ? waiting : ready;
            const std::size_t next = source.begin()->second;
            source.erase(source.begin());
            result.push_back(std::move(changes_[next]));
            for (const std::size_t follower : followers_[next]) {
                if (--waits_for_[follower] != 0) continue;
                const std::pair<int, std::size_t> entry{ranks_.at(follower), follower};
                if (waiting.erase(entry) != 0) ready.insert(entry);
            }
        }
        return result;
    }

    void remember_ranks() {
        for (const change& each : changes_) ranks_.push_back(rank(each));
    }

private:
    std::vector<change> changes_;
    std::vector<std::vector<std::size_t>> followers_;
    std::vector<int> waits_for_;
    std::vector<int> ranks_;
};

}  // namespace detail

}  // namespace orm::diff
