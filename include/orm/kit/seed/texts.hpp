// SPDX-License-Identifier: MIT
// Invented names, addresses, links and sentences. No phone number and no mail address of these exists.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <orm/kit/seed/maker.hpp>
#include <orm/kit/seed/words.hpp>

namespace orm::fake::texts {

inline void append_small(std::string& out, std::string_view word) {
    for (const char character : word) {
        const bool is_capital = character >= 'A' && character <= 'Z';
        if (static_cast<unsigned char>(character) < 0x80)
            out += is_capital ? static_cast<char>(character + 32) : character;
    }
}

inline void append_capitalised(std::string& out, std::string_view word) {
    const bool is_small = word[0] >= 'a' && word[0] <= 'z';
    out += is_small ? static_cast<char>(word[0] - 32) : word[0];
    out += word.substr(1);
}

inline void first_name(std::string& out, place& at) {
    out += words::any_of(words::first_names, at.random);
}
inline void last_name(std::string& out, place& at) {
    out += words::any_of(words::last_names, at.random);
}
inline void full_name(std::string& out, place& at) {
    first_name(out, at);
    out += ' ';
    last_name(out, at);
}

/// `ada.bauer17`, the number only where it must be unique.
inline void user_name(std::string& out, place& at) {
    const std::size_t start = out.size();
    append_small(out, words::any_of(words::first_names, at.random));
    out += '.';
    append_small(out, words::any_of(words::last_names, at.random));
    if (!at.is_unique) return;
    std::string number;
    append_number(number, static_cast<std::int64_t>(at.row));
    if (at.max_characters != 0 && at.max_characters > number.size())
        cut_characters(out, start, at.max_characters - number.size());
    out += number;
}

inline void email(std::string& out, place& at) {
    constexpr std::size_t domain = 12;  // @example.com
    place local = at;
    local.max_characters = at.max_characters > domain ? at.max_characters - domain : 0;
    const std::size_t start = out.size();
    user_name(out, local);
    if (local.max_characters != 0) cut_characters(out, start, local.max_characters);
    out += '@';
    out += words::any_of(words::mail_domains, local.random);
}

/// The exchange 555-01xx is reserved for fiction.
inline void phone(std::string& out, place& at) {
    if (at.is_unique) {
        out += "+1999";
        append_padded(out, at.row % 1'000'000'000'000, at.row < 10'000'000 ? 7 : 12);
        return;
    }
    out += "+1";
    append_padded(out, static_cast<std::uint64_t>(at.random.between(201, 989)), 3);
    out += "55501";
    append_padded(out, at.random.below(100), 2);
}

inline void slug(std::string& out, place& at) {
    out += words::any_of(words::adjectives, at.random);
    out += '-';
    out += words::any_of(words::nouns, at.random);
}

inline void domain(std::string& out, place& at) {
    slug(out, at);
    if (at.is_unique) append_base_36(out, at.row);
    out += ".example";
}
inline void url(std::string& out, place& at) {
    out += "https://";
    domain(out, at);
    out += '/';
    out += words::any_of(words::nouns, at.random);
}
inline void image_url(std::string& out, place& at) {
    out += "https://";
    domain(out, at);
    out += '/';
    out += words::any_of(words::nouns, at.random);
    out += ".png";
}
inline void path(std::string& out, place& at) {
    out += '/';
    out += words::any_of(words::nouns, at.random);
    out += '/';
    out += words::any_of(words::nouns, at.random);
}
inline void file_name(std::string& out, place& at) {
    slug(out, at);
    out += '.';
    out += words::any_of(words::endings, at.random);
}

/// `Quiet river report`.
inline void title(std::string& out, place& at) {
    append_capitalised(out, words::any_of(words::adjectives, at.random));
    out += ' ';
    out += words::any_of(words::nouns, at.random);
    if (at.random.happens(500)) {
        out += ' ';
        out += words::any_of(words::nouns, at.random);
    }
}

inline void sentence(std::string& out, place& at) {
    const std::uint64_t count = 5 + at.random.below(8);
    append_capitalised(out, words::any_of(words::lorem, at.random));
    for (std::uint64_t word = 1; word < count; ++word) {
        out += ' ';
        out += words::any_of(words::lorem, at.random);
    }
    out += '.';
}

inline void paragraph(std::string& out, place& at) {
    const std::uint64_t count = 2 + at.random.below(4);
    for (std::uint64_t number = 0; number < count; ++number) {
        if (number != 0) out += ' ';
        sentence(out, at);
    }
}

inline void few_words(std::string& out, place& at) {
    const std::uint64_t count = 1 + at.random.below(3);
    for (std::uint64_t number = 0; number < count; ++number) {
        if (number != 0) out += ' ';
        out += words::any_of(words::lorem, at.random);
    }
}

inline void word(std::string& out, place& at) { out += words::any_of(words::nouns, at.random); }

inline void street_address(std::string& out, place& at) {
    append_number(out, at.random.between(1, 199));
    out += ' ';
    out += words::any_of(words::streets, at.random);
}
inline void city(std::string& out, place& at) { out += words::any_of(words::cities, at.random); }
inline void state(std::string& out, place& at) { out += words::any_of(words::states, at.random); }
inline void postal_code(std::string& out, place& at) {
    append_padded(out, at.random.below(100'000), 5);
}
inline void country(std::string& out, place& at) { out += words::any_country(at.random).name; }
inline void country_code(std::string& out, place& at) { out += words::any_country(at.random).code; }
inline void currency(std::string& out, place& at) { out += words::any_country(at.random).currency; }
inline void locale(std::string& out, place& at) { out += words::any_country(at.random).locale; }
inline void time_zone(std::string& out, place& at) {
    out += words::any_country(at.random).time_zone;
}

inline void company(std::string& out, place& at) {
    out += words::any_of(words::last_names, at.random);
    out += ' ';
    out += words::any_of(words::company_ends, at.random);
}
inline void job(std::string& out, place& at) { out += words::any_of(words::jobs, at.random); }
inline void colour(std::string& out, place& at) { out += words::any_of(words::colours, at.random); }
inline void hex_colour(std::string& out, place& at) {
    out += '#';
    for (int digit = 0; digit < 6; ++digit) out += "0123456789abcdef"[at.random.below(16)];
}
inline void media_type(std::string& out, place& at) {
    out += words::any_of(words::media_types, at.random);
}
inline void user_agent(std::string& out, place& at) {
    out += words::any_of(words::user_agents, at.random);
}

/// 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24 are reserved for documentation; a unique address
/// comes from 10.0.0.0/8.
inline void ip_address(std::string& out, place& at) {
    constexpr std::string_view nets[] = {"192.0.2.", "198.51.100.", "203.0.113."};
    if (!at.is_unique) {
        out += words::any_of(nets, at.random);
        append_number(out, at.random.between(1, 254));
        return;
    }
    out += "10.";
    append_number(out, static_cast<std::int64_t>(at.row >> 16 & 255));
    out += '.';
    append_number(out, static_cast<std::int64_t>(at.row >> 8 & 255));
    out += '.';
    append_number(out, static_cast<std::int64_t>(at.row & 255));
}

inline void hex(std::string& out, place& at, int digits) {
    for (int digit = 0; digit < digits; ++digit) out += "0123456789abcdef"[at.random.below(16)];
}
inline void hash(std::string& out, place& at) { hex(out, at, 40); }

/// Twenty-one letters and digits: no two of them are the same in any database.
inline void nano_id(std::string& out, place& at) {
    constexpr std::string_view letters =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int digit = 0; digit < 21; ++digit) out += letters[at.random.below(letters.size())];
}

/// A version 4 UUID.
inline void uuid(std::string& out, place& at) {
    hex(out, at, 8);
    out += '-';
    hex(out, at, 4);
    out += "-4";
    hex(out, at, 3);
    out += '-';
    out += "89ab"[at.random.below(4)];
    hex(out, at, 3);
    out += '-';
    hex(out, at, 12);
}

inline void version(std::string& out, place& at) {
    append_number(out, at.random.between(0, 9));
    out += '.';
    append_number(out, at.random.between(0, 20));
    out += '.';
    append_number(out, at.random.between(0, 20));
}

}  // namespace orm::fake::texts
