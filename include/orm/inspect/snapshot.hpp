// SPDX-License-Identifier: MIT
// A snapshot file: the catalog in it, its place in the history, and the renames that led to it.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/inspect/from_snapshot_v7.hpp>
#include <orm/inspect/from_snapshot_v8.hpp>

namespace orm::inspect {

/// The id of the snapshot before the first one.
inline constexpr const char* origin_id = "00000000-0000-0000-0000-000000000000";

/// `previous` holds one id up to version 7, and all open ends of the history in version 8.
struct snapshot {
    int version = 8;
    std::string id;
    std::vector<std::string> previous;
    std::vector<std::string> renames;
    catalog::database database;
};

namespace detail {

/// Drizzle remembers renames beside the tables; ours are spelled as in version 8.
inline std::vector<std::string> renames_of_v7(const json& file) {
    std::vector<std::string> renames;
    const json* meta = field(file, "_meta");
    if (meta == nullptr || !meta->is_object()) return renames;
    for (const char* kind : {"schemas", "tables", "columns"})
        if (const json* list = field(*meta, kind); list != nullptr && list->is_object())
            for (const auto& [from, to] : list->items())
                if (to.is_string()) renames.push_back(from + "->" + to.get<std::string>());
    return renames;
}

/// Objects keep the order of the file: the order of columns is the order of the table.
inline snapshot read_snapshot_object(const json& file) {
    snapshot result;
    result.version = static_cast<int>(integer(file, "version", 0));
    result.id = text(file, "id");
    if (result.version >= 8) {
        result.previous = texts(file, "prevIds");
        result.renames = texts(file, "renames");
        result.database = from_entities_v8(file.at("ddl"));
    } else {
        result.previous = {text(file, "prevId", origin_id)};
        result.database = from_snapshot_v7(file);
        result.renames = renames_of_v7(file);
    }
    return result;
}

}  // namespace detail

/// Reads a snapshot of any version.
///
/// Throws:   invalid_snapshot when the text is not JSON, or not a snapshot for PostgreSQL.
inline snapshot read_snapshot(const std::string& text) {
    try {
        const nlohmann::ordered_json file = nlohmann::ordered_json::parse(text);
        const std::string dialect = detail::text(file, "dialect", "postgresql");
        if (dialect.rfind("p", 0) != 0)
            throw invalid_snapshot("snapshot: the dialect is " + dialect + ", not postgres");
        return detail::read_snapshot_object(file);
    } catch (const nlohmann::json::exception& failure) {
        throw invalid_snapshot(std::string("snapshot: ") + failure.what());
    }
}

/// Reads a snapshot file.
///
/// Throws:   invalid_snapshot; the message names the file.
inline snapshot read_snapshot_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw invalid_snapshot("snapshot: cannot open " + path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    try {
        return read_snapshot(text);
    } catch (const invalid_snapshot& failure) {
        throw invalid_snapshot(path + ": " + failure.message());
    }
}

}  // namespace orm::inspect
