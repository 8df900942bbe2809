// SPDX-License-Identifier: MIT
// A choice on a terminal: arrow keys move, Enter takes; a digit goes to its line.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace orm::kit {

namespace detail {

/// Keys arrive one by one and are not shown, as long as this lives. Signals are keys meanwhile, so that
/// the terminal never stays behind in this state.
class key_mode {
public:
    key_mode() {
        is_on_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        if (!is_on_) return;
        termios keys = before_;
        keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG);
        keys.c_cc[VMIN] = 1;
        keys.c_cc[VTIME] = 0;
        is_on_ = ::tcsetattr(STDIN_FILENO, TCSADRAIN, &keys) == 0;
    }
    key_mode(const key_mode&) = delete;
    key_mode& operator=(const key_mode&) = delete;
    ~key_mode() {
        if (is_on_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
    }
    bool is_on() const { return is_on_; }

private:
    termios before_{};
    bool is_on_ = false;
};

enum class menu_key { up, down, first, last, take, cancel, number, other };

struct pressed_key {
    menu_key what = menu_key::other;
    std::size_t number = 0;
};

/// One byte, if it comes within the time; the terminal's end is nothing.
inline std::optional<char> read_byte(int timeout_ms) {
    pollfd waiting{STDIN_FILENO, POLLIN, 0};
    if (::poll(&waiting, 1, timeout_ms) <= 0) return std::nullopt;
    char byte = 0;
    if (::read(STDIN_FILENO, &byte, 1) != 1) return std::nullopt;
    return byte;
}

/// `ESC [ A` and `ESC O A` are the arrow up; ESC alone says no.
inline pressed_key read_escape() {
    constexpr int between_bytes_ms = 50;
    const std::optional<char> second = read_byte(between_bytes_ms);
    if (!second) return {menu_key::cancel};
    if (*second != '[' && *second != 'O') return {};
    std::optional<char> last = read_byte(between_bytes_ms);
    while (last && (*last == ';' || (*last >= '0' && *last <= '9')))
        last = read_byte(between_bytes_ms);
    switch (last.value_or('\0')) {
        case 'A': return {menu_key::up};
        case 'B': return {menu_key::down};
        case 'H': return {menu_key::first};
        case 'F': return {menu_key::last};
        default: return {};
    }
}

inline pressed_key read_key() {
    constexpr int for_ever = -1;
    const std::optional<char> byte = read_byte(for_ever);
    if (!byte) return {menu_key::cancel};
    constexpr char control_c = 3;
    constexpr char control_d = 4;
    constexpr char control_n = 14;
    constexpr char control_p = 16;
    constexpr char escape = 27;
    switch (*byte) {
        case '\r':
        case '\n': return {menu_key::take};
        case 'k':
        case control_p: return {menu_key::up};
        case 'j':
        case '\t':
        case control_n: return {menu_key::down};
        case 'q':
        case control_c:
        case control_d: return {menu_key::cancel};
        case escape: return read_escape();
        default: break;
    }
    if (*byte < '1' || *byte > '9') return {};
    return {menu_key::number, static_cast<std::size_t>(*byte - '1')};
}

/// A line longer than the terminal would break the counting of lines.
inline std::string cut_to_width(const std::string& text) {
    winsize size{};
    const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 8;
    const std::size_t width = is_known ? size.ws_col - 4U : 76;
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size() && seen < width; ++seen) {
        ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    }
    return text.substr(0, end);
}

inline void draw_menu(const std::vector<std::string>& choices, std::size_t at, bool with_colours) {
    for (std::size_t line = 0; line < choices.size(); ++line) {
        const bool is_here = line == at;
        std::string text = (is_here ? "❯ " : "  ") + cut_to_width(choices[line]);
        if (is_here && with_colours) text = "\033[36m" + text + "\033[0m";
        std::fprintf(stderr, "\r\033[K%s\n", text.c_str());
    }
    std::fflush(stderr);
}

inline std::size_t moved(std::size_t at, std::size_t count, const pressed_key& key) {
    switch (key.what) {
        case menu_key::up: return (at + count - 1) % count;
        case menu_key::down: return (at + 1) % count;
        case menu_key::first: return 0;
        case menu_key::last: return count - 1;
        case menu_key::number: return key.number < count ? key.number : at;
        default: return at;
    }
}

}  // namespace detail

/// True when the terminal can move its cursor.
inline bool can_show_menu() {
    const char* kind = std::getenv("TERM");
    return kind != nullptr && *kind != '\0' && std::string_view(kind) != "dumb";
}

/// Shows the choices below each other, one of them marked.
///
/// Gives:    the position that was taken; nothing for Escape, q, Ctrl+C and the terminal's end.
inline std::optional<std::size_t> choose_with_keys(const std::vector<std::string>& choices,
                                                   bool with_colours) {
    const detail::key_mode keys;
    if (!keys.is_on()) return std::nullopt;
    std::size_t at = 0;
    detail::draw_menu(choices, at, with_colours);
    for (;;) {
        const detail::pressed_key key = detail::read_key();
        if (key.what == detail::menu_key::take) return at;
        if (key.what == detail::menu_key::cancel) return std::nullopt;
        at = detail::moved(at, choices.size(), key);
        std::fprintf(stderr, "\033[%zuA", choices.size());
        detail::draw_menu(choices, at, with_colours);
    }
}

}  // namespace orm::kit
