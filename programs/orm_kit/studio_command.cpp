// SPDX-License-Identifier: MIT
// `orm-kit studio`: starts the studio and hands the link to the user and to nobody else.
#include "studio_command.hpp"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <orm/studio.hpp>

namespace orm_kit {

namespace {

/// The link holds the token: it is never written to standard output, which ends up in logs.
bool tell_terminal(const std::string& link) {
    const int terminal = ::open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) return false;
    const std::string text = "\n  " + link + "\n\n";
    const bool is_told = ::write(terminal, text.data(), text.size()) > 0;
    ::close(terminal);
    return is_told;
}

/// A file that only its owner can read, gone at the end.
class link_file {
public:
    link_file(std::string wanted, const std::string& link) : path_(std::move(wanted)) {
        if (path_.empty()) {
            const char* folder = std::getenv("XDG_RUNTIME_DIR");
            path_ = std::string(folder == nullptr ? "/tmp" : folder) + "/orm-studio-" +
                    std::to_string(::getpid()) + ".link";
        }
        ::unlink(path_.c_str());
        constexpr mode_t owner_only = 0600;
        const int file =
            ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, owner_only);
        const std::string text = link + "\n";
        const bool is_written = file >= 0 && ::write(file, text.data(), text.size()) ==
                                                 static_cast<ssize_t>(text.size());
        if (file >= 0) ::close(file);
        if (!is_written) throw orm::error("studio: cannot write the link to " + path_);
    }
    link_file(const link_file&) = delete;
    link_file& operator=(const link_file&) = delete;
    ~link_file() { ::unlink(path_.c_str()); }

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// A core dump would hold passwords and rows.
void forbid_core_dumps() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

orm::studio::options studio_options_of(const studio_options& given) {
    orm::studio::options wanted;
    wanted.port = given.port;
    wanted.host = given.host;
    wanted.i_know = given.i_know;
    wanted.allowed_hosts = given.allowed_hosts;
    wanted.write = given.write;
    wanted.migrations = given.migrations;
    return wanted;
}

}  // namespace

int run_studio(const studio_options& given) {
    forbid_core_dumps();
    if (given.url.find('@') != std::string::npos &&
        given.url.rfind(':', given.url.find('@')) > given.url.find("://") + 2)
        std::fprintf(stderr,
                     "studio: everybody on this machine can see the URL's password in the "
                     "list of processes; set DATABASE_URL instead\n");
    const orm::database db =
        orm::connect(given.url.empty() ? orm::env("DATABASE_URL") : given.url, {.pool_size = 6});
    orm::studio::server studio(db.source(), studio_options_of(given));
    const link_file file(given.link_file, studio.link());
    std::printf("studio: listening on port %d, %s\n", int{studio.port()},
                given.write ? "reading and writing" : "read-only (--write allows changes)");
    if (given.link_file.empty() && tell_terminal(studio.link()))
        std::printf("studio: open the link above in a browser; Ctrl+C ends\n");
    else std::printf("studio: the link is in %s, which only you can read\n", file.path().c_str());
    std::fflush(stdout);
    studio.run();
    return 0;
}

}  // namespace orm_kit
