// SPDX-License-Identifier: MIT
// A file that is written whole or not at all, and never over another or through a link.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <orm/core/error.hpp>

namespace orm::kit {

/// Thrown when data cannot be written to a file.
struct export_error : error {
    using error::error;
};

/// A name for a file that no table's name can turn into a path: `public.users`.
inline std::string file_name_of(std::string_view schema, std::string_view table) {
    std::string name;
    for (const char character : std::string(schema) + "." + std::string(table)) {
        const bool is_plain = (character >= 'a' && character <= 'z') ||
                              (character >= 'A' && character <= 'Z') ||
                              (character >= '0' && character <= '9') || character == '_' ||
                              character == '-' || static_cast<unsigned char>(character) >= 0x80;
        const bool is_dot = character == '.' && !name.empty() && name.back() != '.';
        name += is_plain || is_dot ? character : '_';
    }
    return name;
}

/// Writes beside the path and takes its name at the end.
///
/// Owns:     the file until finish(); without it nothing stays behind.
class export_file {
public:
    export_file(std::string path, bool overwrites)
        : path_(std::move(path)), part_(path_ + ".part") {
        struct stat found{};
        if (::lstat(path_.c_str(), &found) == 0) {
            if (!S_ISREG(found.st_mode))
                throw export_error("export: " + path_ + " is no plain file; nothing is written");
            if (!overwrites)
                throw export_error("export: " + path_ +
                                   " exists; remove it, or ask for overwriting");
        }
        if (overwrites) ::unlink(part_.c_str());
        descriptor_ =
            ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (descriptor_ < 0) throw_failure("created");
    }
    export_file(const export_file&) = delete;
    export_file& operator=(const export_file&) = delete;
    ~export_file() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        ::unlink(part_.c_str());
    }

    void write(std::string_view bytes) {
        buffer_ += bytes;
        if (buffer_.size() >= 65'536) flush();
    }

    /// The file is complete under its name.
    void finish() {
        flush();
        if (::close(std::exchange(descriptor_, -1)) != 0 ||
            std::rename(part_.c_str(), path_.c_str()) != 0) {
            ::unlink(part_.c_str());
            throw_failure("completed");
        }
    }

private:
    void flush() {
        std::string_view rest = buffer_;
        while (!rest.empty()) {
            const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) throw_failure("written");
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
        buffer_.clear();
    }

    [[noreturn]] void throw_failure(const char* what) const {
        throw export_error("export: " + path_ + " cannot be " + what + ": " + std::strerror(errno));
    }

    std::string path_;
    std::string part_;
    int descriptor_ = -1;
    std::string buffer_;
};

}  // namespace orm::kit
