// SPDX-License-Identifier: MIT
// Finds test data that lies beside the repository: corpus folders, reference data.
#pragma once

#include <filesystem>
#include <string>

namespace orm_test {

/// The path below ORM_SHARED_DIR, or an empty string when it is not there:
///
///     const auto folder = orm_test::shared_data("corpus/raypx");
///     if (folder.empty()) ORM_SKIP("shared data corpus/raypx is not there");
inline std::string shared_data(const std::string& path) {
    const std::string root = ORM_SHARED_DIR;
    if (root.empty()) return {};
    const std::string full = root + "/" + path;
    return std::filesystem::exists(full) ? full : std::string{};
}

}  // namespace orm_test
