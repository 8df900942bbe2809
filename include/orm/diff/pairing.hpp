// SPDX-License-Identifier: MIT
// Finds which objects of two lists are the same one, by name and by the answers about renames.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <orm/diff/comparison.hpp>

namespace orm::diff {

/// Positions in the two lists.
struct pairing {
    std::vector<std::pair<std::size_t, std::size_t>> both;
    std::vector<std::size_t> dropped;
    std::vector<std::size_t> created;
};

/// Pairs objects that have the same key. `key` maps an object to its address.
template <class Object, class Key>
pairing pair_by_name(const std::vector<Object>& from, const std::vector<Object>& to,
                     const Key& key) {
    pairing result;
    std::map<address, std::size_t> positions;
    for (std::size_t at = 0; at < from.size(); ++at) positions.emplace(key(from[at]), at);
    std::vector<bool> is_paired(from.size(), false);
    for (std::size_t at = 0; at < to.size(); ++at) {
        const auto found = positions.find(key(to[at]));
        if (found == positions.end()) {
            result.created.push_back(at);
            continue;
        }
        is_paired[found->second] = true;
        result.both.emplace_back(found->second, at);
    }
    for (std::size_t at = 0; at < from.size(); ++at)
        if (!is_paired[at]) result.dropped.push_back(at);
    return result;
}

/// Asks about every created object while dropped ones are left. Gives (from, to) positions and takes
/// them out of `created` and `dropped`.
template <class Object, class Key>
std::vector<std::pair<std::size_t, std::size_t>> ask_for_renames(const rename_decision& decide,
                                                                 object_kind kind, pairing& pairs,
                                                                 const std::vector<Object>& from,
                                                                 const std::vector<Object>& to,
                                                                 const Key& key) {
    std::vector<std::pair<std::size_t, std::size_t>> renamed;
    std::vector<std::size_t> still_created;
    for (const std::size_t created : pairs.created) {
        rename_question question{kind, key(to[created]), {}};
        for (const std::size_t dropped : pairs.dropped)
            question.dropped.push_back(key(from[dropped]));
        const std::optional<std::size_t> answer =
            question.dropped.empty() ? std::nullopt : decide(question);
        if (!answer || *answer >= pairs.dropped.size()) {
            still_created.push_back(created);
            continue;
        }
        const auto chosen = pairs.dropped.begin() + static_cast<std::ptrdiff_t>(*answer);
        renamed.emplace_back(*chosen, created);
        pairs.dropped.erase(chosen);
    }
    pairs.created = std::move(still_created);
    return renamed;
}

/// The address of an object in a schema.
struct address_in_schema {
    template <class Object>
    address operator()(const Object& of) const {
        return {of.schema, "", of.name};
    }
};

/// The address of an object that lives in no schema.
struct address_in_cluster {
    template <class Object>
    address operator()(const Object& of) const {
        return {"", "", of.name};
    }
};

/// The address of what belongs to a table.
struct address_in_table {
    std::string schema;
    std::string table;

    template <class Object>
    address operator()(const Object& of) const {
        return {schema, table, of.name};
    }
};

}  // namespace orm::diff
