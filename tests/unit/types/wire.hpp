// SPDX-License-Identifier: MIT
// Bytes as hexadecimal text, and codecs with both ends in sight.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <orm/types/codec.hpp>

namespace wire {

/// Random numbers that are the same in every run.
inline std::mt19937_64& random() {
    static std::mt19937_64 generator(20'260'101);
    return generator;
}

inline std::string hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4];
        text += digits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

inline std::string bytes(std::string_view hexadecimal) {
    const auto value = [](char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
    std::string text;
    for (std::size_t i = 0; i + 1 < hexadecimal.size(); i += 2)
        text += static_cast<char>(value(hexadecimal[i]) * 16 + value(hexadecimal[i + 1]));
    return text;
}

/// Answers the same OID for every name.
struct one_type final : orm::type_resolver {
    explicit one_type(std::uint32_t oid) : oid_(oid) {}
    std::uint32_t oid_of(const char*) override { return oid_; }

private:
    std::uint32_t oid_;
};

/// The binary form of a value, in hexadecimal.
template <class Sql>
std::string encoded(const orm::value_t<Sql>& value, orm::type_resolver* resolver = nullptr) {
    orm::encoder out(resolver);
    orm::codec<Sql>::encode(out, value);
    return hex({out.data(), out.size()});
}

/// The value of a binary form given in hexadecimal. The bytes lie alone in their own allocation, so
/// that a sanitizer sees every step outside.
template <class Sql>
orm::value_t<Sql> decoded(std::string_view hexadecimal) {
    const std::string raw = bytes(hexadecimal);
    auto* alone = new char[raw.size() + 1];
    struct release {
        char* owned;
        ~release() { delete[] owned; }
    } guard{alone};
    raw.copy(alone, raw.size());
    return orm::codec<Sql>::decode({alone, raw.size()});
}

/// True when decode(encode(value)) gives the value back and the bytes do not change the second time.
template <class Sql>
bool round_trips(const orm::value_t<Sql>& value, orm::type_resolver* resolver = nullptr) {
    const std::string first = encoded<Sql>(value, resolver);
    return decoded<Sql>(first) == value && encoded<Sql>(decoded<Sql>(first), resolver) == first;
}

}  // namespace wire
