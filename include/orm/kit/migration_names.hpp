// SPDX-License-Identifier: MIT
// Names, times and identities of new migrations: the same change gets the same ones.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

#include <orm/diff/plan.hpp>
#include <orm/kit/answer.hpp>

namespace orm::kit {

/// Milliseconds since 1970. SOURCE_DATE_EPOCH (seconds) takes the place of the clock, so that a run
/// can be repeated byte by byte.
inline std::int64_t now_ms() {
    if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH"))
        return std::strtoll(fixed, nullptr, 10) * 1000;
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

/// `20261120220804`, in UTC.
inline std::string time_stamp(std::int64_t ms) {
    const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y%m%d%H%M%S", &parts);
    return text;
}

namespace detail {

/// FNV-1a with a seed; two of them make an identity.
inline std::uint64_t hash_of(std::string_view text, std::uint64_t state) {
    for (const char character : text) {
        state ^= static_cast<unsigned char>(character);
        state *= 0x100'0000'01B3U;
    }
    state ^= state >> 32U;
    return state * 0x9E37'79B9'7F4A'7C15U;
}

inline std::string slug_of(std::string_view text) {
    std::string slug;
    for (const char c : text) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_kept || is_upper) slug += is_upper ? static_cast<char>(c + 32) : c;
        else if (!slug.empty() && slug.back() != '_') slug += '_';
    }
    while (!slug.empty() && slug.back() == '_') slug.pop_back();
    return slug.substr(0, 60);
}

}  // namespace detail

/// A UUID that follows from the text: two machines that generate the same migration agree on it.
inline std::string identity_of(std::string_view text) {
    const std::uint64_t high = detail::hash_of(text, 0xCBF2'9CE4'8422'2325U);
    const std::uint64_t low = detail::hash_of(text, high);
    char uuid[40];
    std::snprintf(uuid, sizeof uuid, "%08x-%04x-8%03x-%04x-%012llx",
                  static_cast<unsigned>(high >> 32U), static_cast<unsigned>(high >> 16U & 0xFFFFU),
                  static_cast<unsigned>(high & 0xFFFU),
                  static_cast<unsigned>((low >> 48U & 0x3FFFU) | 0x8000U),
                  static_cast<unsigned long long>(low & 0xFFFF'FFFF'FFFFULL));
    return uuid;
}

/// `add_users_age`, `create_posts`, `drop_notes_and_3_more`: says what the first change does.
inline std::string name_of(const diff::plan& plan) {
    if (plan.steps.empty()) return "nothing";
    const diff::step* told = &plan.steps.front();
    for (const diff::step& each : plan.steps)
        if (each.what.kind == diff::object_kind::table) {
            told = &each;
            break;
        }
    const diff::change& what = told->what;
    std::string verb(to_text(what.what));
    if (what.kind == diff::object_kind::table && what.what == diff::verb::add) verb = "create";
    std::string name =
        verb + " " + (what.at.table.empty() ? "" : what.at.table + " ") + what.at.name;
    std::size_t others = 0;
    for (const diff::step& each : plan.steps)
        others += each.what.kind == what.kind && &each != told ? 1 : 0;
    if (others > 0) name += " and " + std::to_string(others) + " more";
    const std::string slug = detail::slug_of(name);
    return slug.empty() ? "changes" : slug;
}

/// A name given by the user, as part of a file's name.
///
/// Throws:   error when nothing of it can stand in a file's name.
inline std::string checked_name(const std::string& given) {
    const std::string slug = detail::slug_of(given);
    if (slug.empty()) fail("the name \"" + given + "\" has no letter from a to z and no digit");
    return slug;
}

}  // namespace orm::kit
