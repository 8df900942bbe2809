// SPDX-License-Identifier: MIT
// Writes one line per statement: time, duration, rows, SQL, caller; slow and failed ones stand out.
#pragma once

#include <unistd.h>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <orm/driver/postgres/observer.hpp>
#include <orm/driver/postgres/parameters.hpp>
#include <orm/driver/postgres/value_text.hpp>

namespace orm {

struct console_logger_options {
    /// Statements that took this long are marked SLOW.
    std::chrono::nanoseconds slow = std::chrono::milliseconds(100);

    /// True to leave out what was neither slow nor failed.
    bool only_slow = false;

    /// True to show the bound values. They may be secrets: never in production.
    bool parameters = false;

    /// Colours when the output is a terminal and the environment has no NO_COLOR; or always; or never.
    enum class colours { when_terminal, always, never } colour = colours::when_terminal;

    std::FILE* output = stderr;
};

/// A logger for development:
///
///     auto db = orm::connect(url, {.on_query = orm::console_logger()});
///     // 1.24 ms      3 rows  select "id", ... where "user"."email" = $1  (main.cpp:42)
///
/// Thread:   one write per line, so lines of several threads do not mix.
class console_log final : public driver::postgres::query_observer {
public:
    using event = driver::postgres::query_event;

    explicit console_log(const console_logger_options& options)
        : options_(options), has_colour_(wants_colour(options)) {}

    void query_ended(const event& told) override {
        const bool is_slow = told.duration >= options_.slow;
        if (is_slow || !options_.only_slow) write(told, is_slow);
    }
    void query_failed(const event& told) override { write(told, told.duration >= options_.slow); }
    bool wants_parameters() const override { return options_.parameters; }

    /// The line without its newline.
    std::string line(const event& told, bool is_slow) const {
        std::string out = fmt::format("{}{:>10}{}", colour(is_slow ? yellow : dim),
                                      duration_text(told.duration), colour(plain));
        if (is_slow) out += fmt::format(" {}SLOW{}", colour(yellow), colour(plain));
        if (told.failure != nullptr)
            out += fmt::format("  {}FAILED{} ", colour(red), colour(plain));
        else out += fmt::format(" {:>6} row{}", told.rows, told.rows == 1 ? "  " : "s ");
        out += fmt::format(" {}{}{}", colour(cyan), told.sql, colour(plain));
        if (told.values != nullptr) append_values(out, *told.values);
        if (told.failure != nullptr) append_failure(out, *told.failure);
        if (told.where.line() != 0)
            out += fmt::format("  {}({}:{}){}", colour(dim), file_name(told.where.file_name()),
                               told.where.line(), colour(plain));
        return out;
    }

private:
    static constexpr const char* plain = "\033[0m";
    static constexpr const char* dim = "\033[2m";
    static constexpr const char* red = "\033[31m";
    static constexpr const char* yellow = "\033[33m";
    static constexpr const char* cyan = "\033[36m";

    static bool wants_colour(const console_logger_options& options) {
        using colours = console_logger_options::colours;
        if (options.colour != colours::when_terminal) return options.colour == colours::always;
        return ::isatty(::fileno(options.output)) != 0 && std::getenv("NO_COLOR") == nullptr;
    }

    const char* colour(const char* code) const { return has_colour_ ? code : ""; }

    static std::string duration_text(std::chrono::nanoseconds duration) {
        const auto ns = static_cast<double>(duration.count());
        if (ns < 1e6) return fmt::format("{:.0f} us", ns / 1e3);
        if (ns < 1e9) return fmt::format("{:.2f} ms", ns / 1e6);
        return fmt::format("{:.2f} s", ns / 1e9);
    }

    static std::string_view file_name(std::string_view path) {
        return path.substr(path.rfind('/') + 1);
    }

    static void append_values(std::string& out, const driver::postgres::parameters& values) {
        for (std::size_t i = 0; i < values.count; ++i) {
            out += fmt::format("{}${} = ", i == 0 ? "  [" : ", ", i + 1);
            out += driver::postgres::value_text(values, i);
        }
        if (values.count != 0) out += ']';
    }

    void append_failure(std::string& out, const error_details& failure) const {
        out += fmt::format("  {}{}{}{}{}", colour(red), failure.message,
                           failure.sqlstate.empty() ? "" : " SQLSTATE ", failure.sqlstate,
                           colour(plain));
    }

    void write(const event& told, bool is_slow) {
        const std::string text = line(told, is_slow) + '\n';
        std::fwrite(text.data(), 1, text.size(), options_.output);
    }

    console_logger_options options_;
    bool has_colour_;
};

/// Makes a console_log for `.on_query`.
inline std::shared_ptr<console_log> console_logger(const console_logger_options& options = {}) {
    return std::make_shared<console_log>(options);
}

}  // namespace orm
