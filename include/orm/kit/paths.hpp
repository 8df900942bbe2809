// SPDX-License-Identifier: MIT
// Writes files so that a crash leaves the old or the new one, and never half of it.
#pragma once

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <orm/core/error.hpp>

namespace orm::kit {

/// `root/path`; an absolute path, or one without a root, as it is.
inline std::string joined(const std::string& root, const std::string& path) {
    if (root.empty() || (!path.empty() && path.front() == '/')) return path;
    return root.back() == '/' ? root + path : root + '/' + path;
}

/// `meta/_journal.json` → `meta`; `.` for a plain name.
inline std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

inline std::string base_name(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// A path as somebody reads it who stands in the current folder: without that in front.
inline std::string shown_path(const std::string& path) {
    char here[4096];
    if (::getcwd(here, sizeof here) == nullptr) return path;
    const std::string prefix = std::string(here) + '/';
    return path.compare(0, prefix.size(), prefix) == 0 ? path.substr(prefix.size()) : path;
}

namespace detail {

[[noreturn]] inline void fail_to_write(const std::string& path, int reason) {
    throw error(path + ": cannot be written: " + std::strerror(reason), source_location{});
}

/// A file descriptor that is closed at the end.
class open_for_writing {
public:
    open_for_writing(const std::string& path, int flags)
        : handle_(::open(path.c_str(), flags, 0666)) {}
    open_for_writing(const open_for_writing&) = delete;
    open_for_writing& operator=(const open_for_writing&) = delete;
    ~open_for_writing() {
        if (handle_ >= 0) ::close(handle_);
    }
    int handle() const { return handle_; }

private:
    int handle_;
};

inline void write_all(int handle, std::string_view text, const std::string& path) {
    while (!text.empty()) {
        const ssize_t count = ::write(handle, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail_to_write(path, errno);
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

/// Makes the new name of a file survive a power cut. Not every file system can; then it is as good.
inline void sync_folder(const std::string& folder) {
    const open_for_writing directory(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory.handle() >= 0) ::fsync(directory.handle());
}

}  // namespace detail

inline bool is_folder(const std::string& path) {
    struct stat facts{};
    return ::stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode);
}

inline bool path_exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

/// Makes the folder and those above it.
inline void make_folders(const std::string& path) {
    if (path.empty() || is_folder(path)) return;
    make_folders(folder_of(path));
    if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) detail::fail_to_write(path, errno);
}

/// Replaces the file, or makes it: write beside it, fsync, rename.
///
/// Throws:   error that names the path.
inline void write_file(const std::string& path, std::string_view text) {
    make_folders(folder_of(path));
    const std::string beside = joined(folder_of(path), "." + base_name(path) + ".new");
    {
        const detail::open_for_writing file(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
        if (file.handle() < 0) detail::fail_to_write(beside, errno);
        detail::write_all(file.handle(), text, beside);
        if (::fsync(file.handle()) != 0) detail::fail_to_write(beside, errno);
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) detail::fail_to_write(path, errno);
    detail::sync_folder(folder_of(path));
}

/// Removes a file if it is there.
inline void remove_file(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) detail::fail_to_write(path, errno);
}

}  // namespace orm::kit
