// SPDX-License-Identifier: MIT
// Network and hardware addresses from and to text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <orm/types/network.hpp>
#include <orm/types/uuid.hpp>

namespace orm {

namespace detail {

/// Reads addresses; every step moves behind what it has read.
class address_parser {
public:
    explicit address_parser(std::string_view text) : text_(text) {}

    pg::network_address read() {
        pg::network_address address;
        address.is_ipv6 = text_.find(':') != std::string_view::npos;
        if (address.is_ipv6) read_ipv6(address);
        else read_ipv4(address.bytes.data());
        address.prefix_length = static_cast<std::uint8_t>(address.max_prefix_length());
        if (take('/'))
            address.prefix_length = static_cast<std::uint8_t>(number(address.max_prefix_length()));
        if (!text_.empty()) refuse();
        return address;
    }

private:
    ORM_COLD [[noreturn]] static void refuse() {
        throw invalid_value("the text is not a network address (10.0.0.1/8, 2001:db8::1)");
    }

    bool take(char character) {
        if (text_.empty() || text_[0] != character) return false;
        text_.remove_prefix(1);
        return true;
    }

    int number(int most) {
        std::size_t length = 0;
        int value = 0;
        while (length < text_.size() && length < 4 && text_[length] >= '0' && text_[length] <= '9')
            value = value * 10 + (text_[length++] - '0');
        if (length == 0 || value > most) refuse();
        text_.remove_prefix(length);
        return value;
    }

    void read_ipv4(unsigned char* target) {
        for (int i = 0; i < 4; ++i) {
            if (i != 0 && !take('.')) refuse();
            target[i] = static_cast<unsigned char>(number(255));
        }
    }

    /// True when the next group is the start of `1.2.3.4`.
    bool at_ipv4() const {
        const std::size_t end = text_.find_first_not_of("0123456789");
        return end != 0 && end != std::string_view::npos && text_[end] == '.';
    }

    unsigned hex_group() {
        std::size_t length = 0;
        unsigned value = 0;
        for (; length < text_.size() && hex_value(text_[length]) >= 0; ++length) {
            if (length == 4) refuse();
            value = value * 16 + static_cast<unsigned>(hex_value(text_[length]));
        }
        if (length == 0) refuse();
        text_.remove_prefix(length);
        return value;
    }

    /// Reads groups until `::`, the prefix or the end; gives the number of bytes read.
    std::size_t read_groups(unsigned char* target, std::size_t room, bool& found_gap) {
        std::size_t size = 0;
        while (size < room) {
            if (at_ipv4()) {
                if (room - size < 4) refuse();
                read_ipv4(target + size);
                return size + 4;
            }
            const unsigned group = hex_group();
            target[size++] = static_cast<unsigned char>(group >> 8);
            target[size++] = static_cast<unsigned char>(group & 255);
            if (text_.empty() || text_[0] != ':') return size;
            text_.remove_prefix(1);
            found_gap = take(':');
            if (found_gap) return size;
        }
        refuse();
    }

    void read_ipv6(pg::network_address& address) {
        bool has_gap = text_.substr(0, 2) == "::";
        std::size_t size = 0;
        if (has_gap) text_.remove_prefix(2);
        else size = read_groups(address.bytes.data(), 16, has_gap);
        if (!has_gap) {
            if (size != 16) refuse();
            return;
        }
        if (text_.empty() || text_[0] == '/') return;
        unsigned char tail[16] = {};
        bool second_gap = false;
        const std::size_t tail_size = read_groups(tail, 14 - (size < 14 ? size : 14), second_gap);
        if (second_gap) refuse();
        std::memcpy(address.bytes.data() + 16 - tail_size, tail, tail_size);
    }

    std::string_view text_;
};

inline void append_ipv4(std::string& text, const unsigned char* bytes) {
    for (int i = 0; i < 4; ++i) {
        if (i != 0) text += '.';
        text += std::to_string(int{bytes[i]});
    }
}

inline void append_hex_group(std::string& text, unsigned group) {
    bool printing = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
        printing = printing || (group >> shift) != 0 || shift == 0;
        if (printing) text += hex_digits[group >> shift & 15];
    }
}

/// The longest run of at least two zero groups, which is printed as `::`.
struct zero_run {
    int start = -1;
    int length = 1;

    explicit zero_run(const unsigned (&groups)[8]) {
        for (int first = 0; first < 8; ++first) {
            int end = first;
            while (end < 8 && groups[end] == 0) ++end;
            if (end - first > length) {
                start = first;
                length = end - first;
            }
        }
    }
};

inline void append_ipv6(std::string& text, const unsigned char* bytes) {
    unsigned groups[8];
    for (int i = 0; i < 8; ++i)
        groups[i] = static_cast<unsigned>(bytes[2 * i]) << 8 | bytes[2 * i + 1];
    const zero_run run(groups);
    for (int i = 0; i < 8; ++i) {
        if (i == run.start) {
            text += "::";
            i += run.length - 1;
            continue;
        }
        if (i != 0 && text.back() != ':') text += ':';
        // The server prints the last four bytes of mapped and compatible addresses as IPv4.
        const bool is_mapped =
            run.start == 0 && (run.length == 6 || (run.length == 5 && groups[5] == 0xffff));
        if (i == 6 && is_mapped) return append_ipv4(text, bytes + 12);
        append_hex_group(text, groups[i]);
    }
}

inline std::string address_text(const pg::network_address& address, bool always_with_prefix) {
    std::string text;
    if (address.is_ipv6) append_ipv6(text, address.bytes.data());
    else append_ipv4(text, address.bytes.data());
    if (always_with_prefix || address.prefix_length != address.max_prefix_length())
        text += '/' + std::to_string(int{address.prefix_length});
    return text;
}

/// Reads hexadecimal digits with single separators between bytes; gives the number of bytes.
inline std::size_t read_hardware_address(std::string_view text, unsigned char (&bytes)[8]) {
    std::size_t digits = 0;
    char separator = '\0';
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int digit = hex_value(text[i]);
        if (digit >= 0) {
            if (digits == 16) return 0;
            bytes[digits / 2] = static_cast<unsigned char>(bytes[digits / 2] * 16 + digit);
            ++digits;
            continue;
        }
        const bool is_separator = text[i] == ':' || text[i] == '-' || text[i] == '.';
        const bool is_between =
            digits != 0 && digits % 2 == 0 && i + 1 < text.size() && hex_value(text[i + 1]) >= 0;
        if (!is_separator || !is_between || (separator != '\0' && separator != text[i])) return 0;
        separator = text[i];
    }
    return digits % 2 == 0 ? digits / 2 : 0;
}

ORM_COLD [[noreturn]] inline void throw_no_hardware_address() {
    throw invalid_value("the text is not a hardware address (08:00:2b:01:02:03)");
}

template <std::size_t Size>
std::string hardware_address_text(const std::array<unsigned char, Size>& bytes) {
    std::string text;
    for (const unsigned char byte : bytes) {
        if (!text.empty()) text += ':';
        text += hex_digits[byte >> 4];
        text += hex_digits[byte & 15];
    }
    return text;
}

}  // namespace detail

inline pg::inet pg::inet::parse(std::string_view text) {
    return {detail::address_parser(text).read()};
}

inline std::string pg::inet::to_string() const { return detail::address_text(address, false); }

inline pg::cidr pg::cidr::parse(std::string_view text) {
    const cidr parsed{detail::address_parser(text).read()};
    if (detail::has_host_bits(parsed.address)) detail::throw_host_bits();
    return parsed;
}

inline std::string pg::cidr::to_string() const { return detail::address_text(address, true); }

inline pg::macaddr pg::macaddr::parse(std::string_view text) {
    unsigned char read[8] = {};
    if (detail::read_hardware_address(text, read) != 6) detail::throw_no_hardware_address();
    macaddr parsed;
    std::memcpy(parsed.bytes.data(), read, 6);
    return parsed;
}

inline std::string pg::macaddr::to_string() const { return detail::hardware_address_text(bytes); }

inline pg::macaddr8 pg::macaddr8::parse(std::string_view text) {
    unsigned char read[8] = {};
    const std::size_t size = detail::read_hardware_address(text, read);
    if (size == 8)
        return {{read[0], read[1], read[2], read[3], read[4], read[5], read[6], read[7]}};
    if (size != 6) detail::throw_no_hardware_address();
    return {{read[0], read[1], read[2], 0xff, 0xfe, read[3], read[4], read[5]}};
}

inline std::string pg::macaddr8::to_string() const { return detail::hardware_address_text(bytes); }

}  // namespace orm
