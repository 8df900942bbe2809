// SPDX-License-Identifier: MIT
// Reads directories and whole files.
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

// <filesystem> costs 0.14 s in every program that migrates; two calls of POSIX are all that is needed.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <orm/migrate/migration_error.hpp>

namespace orm::migration {

struct directory_entry {
    std::string name;
    bool is_directory = false;
};

namespace detail {

template <class = void>
std::string joined_path(const std::string& folder, const std::string& name) {
    return folder.empty() || folder.back() == '/' ? folder + name : folder + '/' + name;
}

template <class = void>
bool ends_with(const std::string& text, const char* ending) {
    const std::size_t size = std::strlen(ending);
    return text.size() >= size && text.compare(text.size() - size, size, ending) == 0;
}

template <class = void>
bool is_directory(const std::string& path) {
    struct stat facts{};
    return ::stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode);
}

template <class = void>
bool file_exists(const std::string& path) {
    struct stat facts{};
    return ::stat(path.c_str(), &facts) == 0 && !S_ISDIR(facts.st_mode);
}

template <class = void>
std::string working_directory() {
    char buffer[4096];
    return ::getcwd(buffer, sizeof buffer) == nullptr ? std::string() : std::string(buffer);
}

template <class = void>
ORM_COLD [[noreturn]] void fail_to_read(const std::string& path, int error_number,
                                        source_location where) {
    std::string hint;
    if (error_number == ENOENT && path.front() != '/')
        hint = "the path is relative to the current directory, " + working_directory();
    fail(std::string("cannot be read: ") + std::strerror(error_number), {{}, path, 0, 0, {}}, where,
         std::move(hint));
}

class open_file {
public:
    template <class = void>
    open_file(const std::string& path, source_location where)
        : handle_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (handle_ < 0) fail_to_read(path, errno, where);
    }
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;
    ~open_file() { ::close(handle_); }

    int handle() const { return handle_; }

private:
    int handle_;
};

}  // namespace detail

/// Everything in a folder but hidden files, in the order of the names' bytes.
///
/// Throws:   migration_error when the folder cannot be read.
template <class = void>
std::vector<directory_entry> list_directory(const std::string& folder, source_location where) {
    DIR* directory = ::opendir(folder.c_str());
    if (directory == nullptr) detail::fail_to_read(folder, errno, where);
    std::vector<directory_entry> entries;
    while (const dirent* found = ::readdir(directory)) {
        if (found->d_name[0] == '.') continue;
        const bool is_link = found->d_type == DT_LNK || found->d_type == DT_UNKNOWN;
        const std::string name = found->d_name;
        const bool is_directory = is_link ? detail::is_directory(detail::joined_path(folder, name))
                                          : found->d_type == DT_DIR;
        entries.push_back({name, is_directory});
    }
    ::closedir(directory);
    std::sort(entries.begin(), entries.end(),
              [](const directory_entry& left, const directory_entry& right) {
                  return left.name < right.name;
              });
    return entries;
}

/// The bytes of a file.
///
/// Throws:   migration_error when the file cannot be read.
template <class = void>
std::string read_file(const std::string& path, source_location where) {
    const detail::open_file file(path, where);
    struct stat facts{};
    if (::fstat(file.handle(), &facts) != 0) detail::fail_to_read(path, errno, where);
    if (S_ISDIR(facts.st_mode)) detail::fail_to_read(path, EISDIR, where);
    std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::read(file.handle(), bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) detail::fail_to_read(path, errno, where);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
}

}  // namespace orm::migration
