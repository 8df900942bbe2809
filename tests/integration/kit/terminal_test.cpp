// SPDX-License-Identifier: MIT
// Questions on a real (pseudo) terminal: arrow keys, numbers, no, and a terminal that goes away.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "folder_project.hpp"
#include "support/catch.hpp"

using namespace orm_test;

namespace {

orm::catalog::table with_column(const std::string& name) {
    orm::catalog::table made = table_named("users");
    orm::catalog::column column;
    column.name = name;
    column.type.name = "text";
    made.columns.push_back(column);
    return made;
}

/// Runs the kit in a child process whose three streams are a terminal, and plays the user.
class terminal_run {
public:
    /// Takes:    kind, the terminal's TERM.
    terminal_run(kit_project& project, const std::vector<std::string>& words, const char* kind) {
        winsize size{24, 100, 0, 0};
        child_ = ::forkpty(&terminal_, nullptr, nullptr, &size);
        if (child_ != 0) return;
        ::setenv("TERM", kind, 1);
        ::unsetenv("NO_COLOR");
        std::vector<std::string> all = words;
        all.insert(all.begin(), "kit");
        std::vector<char*> arguments;
        for (std::string& each : all) arguments.push_back(each.data());
        arguments.push_back(nullptr);
        orm::kit::compiled_schema schema;
        schema.catalog = [&] { return project.wanted; };
        orm::kit::config settings;
        settings.root = project.folder.path();
        const int status =
            orm::kit::run_program(static_cast<int>(all.size()), arguments.data(), schema, settings);
        std::fflush(nullptr);
        ::_exit(status);
    }
    terminal_run(const terminal_run&) = delete;
    terminal_run& operator=(const terminal_run&) = delete;
    ~terminal_run() {
        if (child_ > 0) {
            ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
        }
        if (terminal_ >= 0) ::close(terminal_);
    }

    /// Waits until the screen has shown this.
    bool sees(const std::string& text) {
        while (screen_.find(text, seen_) == std::string::npos)
            if (!read_more()) return false;
        seen_ = screen_.find(text, seen_) + text.size();
        return true;
    }

    void press(const std::string& keys) {
        REQUIRE(::write(terminal_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
    }

    void hang_up() { ::close(std::exchange(terminal_, -1)); }

    bool echoes() const {
        termios now{};
        return ::tcgetattr(terminal_, &now) == 0 && (now.c_lflag & ECHO) != 0;
    }

    /// The exit status; -1 when a signal ended the program.
    int status() {
        while (terminal_ >= 0 && read_more()) {
        }
        int ended = 0;
        ::waitpid(std::exchange(child_, 0), &ended, 0);
        return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
    }

    const std::string& screen() const { return screen_; }

private:
    bool read_more() {
        constexpr int patience_ms = 20'000;
        pollfd waiting{terminal_, POLLIN, 0};
        if (::poll(&waiting, 1, patience_ms) <= 0) return false;
        char bytes[4096];
        const ssize_t count = ::read(terminal_, bytes, sizeof bytes);
        if (count <= 0) return false;
        screen_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    int terminal_ = -1;
    pid_t child_ = 0;
    std::string screen_;
    std::size_t seen_ = 0;
};

/// users.name is to become users.full_name.
struct renaming_project : kit_project {
    renaming_project() {
        wanted.tables = {with_column("name")};
        REQUIRE(run({"generate", "--name", "init"}).status == 0);
        wanted.tables = {with_column("full_name")};
    }

    std::string written() const { return text_of(folder.path() + "/migrations/0001_rename.sql"); }
};

const std::vector<std::string> asking{"generate", "--name", "rename"};
const std::string down = "\x1b[B";
const std::string up = "\x1b[A";

}  // namespace

TEST_CASE("terminal: the arrow down and Enter take the rename", "[kit]") {
    renaming_project project;
    terminal_run run(project, asking, "xterm-256color");
    REQUIRE(run.sees("public.users.full_name new, or renamed?"));
    REQUIRE(run.sees("❯ + public.users.full_name is new"));
    run.press(down);
    REQUIRE(run.sees("❯ ~ public.users.name was renamed"));
    run.press("\r");
    CHECK(run.status() == 0);
    CHECK(project.written().find("RENAME COLUMN \"name\" TO \"full_name\"") != std::string::npos);
}

TEST_CASE("terminal: arrows go round, application keys and letters are arrows too", "[kit]") {
    const std::vector<std::string> ways{up, "\x1bOB", "j", "\t", "2", down + down + down, "\x1b[F"};
    for (const std::string& way : ways) {
        CAPTURE(way);
        renaming_project project;
        terminal_run run(project, asking, "xterm");
        REQUIRE(run.sees("❯ + public.users.full_name is new"));
        run.press(way + "\r");
        CHECK(run.status() == 0);
        CHECK(project.written().find("RENAME COLUMN") != std::string::npos);
    }
}

TEST_CASE("terminal: Enter alone takes the first, which renames nothing", "[kit]") {
    renaming_project project;
    terminal_run run(project, asking, "xterm");
    REQUIRE(run.sees("❯ + "));
    run.press("\r");
    CHECK(run.status() == 0);
    CHECK(project.written().find("DROP COLUMN \"name\"") != std::string::npos);
}

TEST_CASE("terminal: Escape, q and Ctrl+C cancel, and the terminal echoes again", "[kit]") {
    for (const char* no : {"\x1b", "q", "\x03", "\x04"}) {
        CAPTURE(no);
        renaming_project project;
        terminal_run run(project, asking, "xterm");
        REQUIRE(run.sees("❯ + "));
        CHECK_FALSE(run.echoes());
        run.press(no);
        REQUIRE(run.sees("cancelled"));
        CHECK(run.echoes());
        CHECK(run.status() == 4);
        CHECK(project.written().empty());
    }
}

TEST_CASE("terminal: a dumb one is asked by number, and asked again for nonsense", "[kit]") {
    renaming_project project;
    terminal_run run(project, asking, "dumb");
    REQUIRE(run.sees("2) ~ public.users.name was renamed"));
    REQUIRE(run.sees("number [1]:"));
    run.press("7\n");
    REQUIRE(run.sees("from 1 to 2"));
    run.press("2\n");
    CHECK(run.status() == 0);
    CHECK(project.written().find("RENAME COLUMN") != std::string::npos);
}

TEST_CASE("terminal: one that goes away is a no", "[kit]") {
    renaming_project project;
    terminal_run run(project, asking, "xterm");
    REQUIRE(run.sees("❯ + "));
    run.hang_up();
    CHECK(run.status() != 0);
    CHECK(project.written().empty());
}

TEST_CASE("terminal: push asks before it loses rows, and takes only yes", "[kit]") {
    kit_project project(
        "create table users (id integer not null, name text); "
        "insert into users values (1, 'Ann')");
    project.wanted.tables = {table_named("users")};
    const std::vector<std::string> push{"push", "--url", project.database.url()};
    {
        terminal_run run(project, push, "xterm");
        REQUIRE(run.sees("1 values of column public.users.name are lost"));
        run.press("y\n");
        CHECK(run.status() == 4);
        CHECK(project.live().tables.front().columns.size() == 2);
    }
    terminal_run run(project, push, "xterm");
    REQUIRE(run.sees("Type yes to lose it:"));
    run.press("yes\n");
    CHECK(run.status() == 0);
    CHECK(project.live().tables.front().columns.size() == 1);
}

TEST_CASE("terminal: production wants the database's name, --json and --no-input ask nothing",
          "[kit]") {
    kit_project project;
    project.wanted.tables = {table_named("users")};
    const std::string name = project.database.name();
    std::vector<std::string> push{"push", "--env", "production", "--url", project.database.url()};
    {
        terminal_run run(project, push, "xterm");
        REQUIRE(run.sees("Type the name of the database to push:"));
        run.press("wrong\n");
        CHECK(run.status() == 4);
    }
    for (const char* quiet : {"--json", "--no-input"}) {
        std::vector<std::string> words = push;
        words.push_back(quiet);
        terminal_run run(project, words, "xterm");
        CHECK(run.status() == 2);
        CHECK(run.screen().find("\"confirm_database\"") != std::string::npos);
    }
    CHECK(project.live().tables.empty());
    terminal_run run(project, push, "xterm");
    REQUIRE(run.sees("to push:"));
    run.press(name + "\n");
    CHECK(run.status() == 0);
    CHECK(project.live().tables.size() == 1);
}
