// SPDX-License-Identifier: MIT
// The catalog that a folder of migrations leads to: its newest snapshot.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <orm/inspect/snapshot.hpp>

namespace orm::inspect {

namespace detail {

namespace files = std::filesystem;

/// `meta/0007_snapshot.json`: the number decides.
inline std::vector<std::string> classic_snapshots(const files::path& folder) {
    std::vector<std::string> found;
    if (!files::is_directory(folder / "meta")) return found;
    for (const auto& entry : files::directory_iterator(folder / "meta")) {
        const std::string name = entry.path().filename().string();
        const std::string ending = "_snapshot.json";
        if (name.size() > ending.size() &&
            name.compare(name.size() - ending.size(), ending.size(), ending) == 0)
            found.push_back(entry.path().string());
    }
    return found;
}

/// `20261120220804_init/snapshot.json`: the folder's name decides.
inline std::vector<std::string> folder_snapshots(const files::path& folder) {
    std::vector<std::string> found;
    for (const auto& entry : files::directory_iterator(folder))
        if (entry.is_directory() && files::is_regular_file(entry.path() / "snapshot.json"))
            found.push_back((entry.path() / "snapshot.json").string());
    return found;
}

}  // namespace detail

/// Paths of the snapshots of a migrations folder, oldest first, in either of Drizzle's layouts.
inline std::vector<std::string> snapshot_files(const std::string& folder) {
    std::vector<std::string> found = detail::folder_snapshots(folder);
    if (found.empty()) found = detail::classic_snapshots(folder);
    std::sort(found.begin(), found.end());
    return found;
}

/// The newest snapshot of a migrations folder; an empty database when there is none yet.
///
/// Throws:   invalid_snapshot when the newest one cannot be read, or the folder does not exist.
inline snapshot newest_snapshot(const std::string& folder) {
    if (!std::filesystem::is_directory(folder))
        throw invalid_snapshot("migrations folder: " + folder + " is no folder");
    const std::vector<std::string> found = snapshot_files(folder);
    if (!found.empty()) return read_snapshot_file(found.back());
    snapshot empty;
    empty.id = origin_id;
    return empty;
}

}  // namespace orm::inspect
