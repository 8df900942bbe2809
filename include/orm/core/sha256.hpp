// SPDX-License-Identifier: MIT
// SHA-256 of bytes that come piece by piece.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace orm {

template <class = void>
class basic_sha256_hash;
using sha256_hash = basic_sha256_hash<>;

/// A hash under way. A copy goes on by itself, so that the hash of every beginning of a text is cheap.
///
///     sha256_hash hash;
///     hash.add("create table ").add("a (x int)");
///     hash.hex();   // 64 hexadecimal digits, as PostgreSQL's encode(sha256(...), 'hex')
///
/// Source:   FIPS 180-4, section 6.2.
template <class>
class basic_sha256_hash {
public:
    sha256_hash& add(std::string_view bytes) {
        byte_count_ += bytes.size();
        while (!bytes.empty()) {
            if (filled_ == 0 && bytes.size() >= block_bytes) {
                mix(bytes.data());
                bytes.remove_prefix(block_bytes);
                continue;
            }
            const std::size_t room = block_bytes - filled_;
            const std::size_t count = bytes.size() < room ? bytes.size() : room;
            bytes.copy(block_.data() + filled_, count);
            bytes.remove_prefix(count);
            filled_ += count;
            if (filled_ < block_bytes) break;
            mix(block_.data());
            filled_ = 0;
        }
        return *this;
    }

    std::string hex() const {
        sha256_hash last = *this;
        last.close();
        std::string digits;
        for (const std::uint32_t word : last.state_)
            for (int shift = 28; shift >= 0; shift -= 4)
                digits += "0123456789abcdef"[word >> static_cast<unsigned>(shift) & 15U];
        return digits;
    }

private:
    static constexpr std::size_t block_bytes = 64;
    static constexpr std::uint32_t constants[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
        0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
        0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
        0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
        0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
        0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
        0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2};

    static std::uint32_t turned(std::uint32_t word, unsigned bits) {
        return word >> bits | word << (32 - bits);
    }

    static std::uint32_t big_endian(const char* bytes) {
        std::uint32_t word = 0;
        for (int i = 0; i < 4; ++i) word = word << 8U | static_cast<unsigned char>(bytes[i]);
        return word;
    }

    void mix(const char* block) {
        std::uint32_t words[64];
        for (std::size_t i = 0; i < 16; ++i) words[i] = big_endian(block + 4 * i);
        for (std::size_t i = 16; i < 64; ++i) {
            const std::uint32_t low = words[i - 15];
            const std::uint32_t high = words[i - 2];
            words[i] = words[i - 16] + (turned(low, 7) ^ turned(low, 18) ^ low >> 3U) +
                       words[i - 7] + (turned(high, 17) ^ turned(high, 19) ^ high >> 10U);
        }
        std::array<std::uint32_t, 8> now = state_;
        for (std::size_t i = 0; i < 64; ++i) turn(now, constants[i] + words[i]);
        for (std::size_t i = 0; i < 8; ++i) state_[i] += now[i];
    }

    /// One round, on the letters a to h of the standard.
    static void turn(std::array<std::uint32_t, 8>& now, std::uint32_t input) {
        const auto [a, b, c, d, e, f, g, h] = now;
        const std::uint32_t first =
            h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + input;
        const std::uint32_t second =
            (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        now = {first + second, a, b, c, d + first, e, f, g};
    }

    /// A one bit, zeros, and the number of bits fill the last block.
    void close() {
        const std::uint64_t bits = static_cast<std::uint64_t>(byte_count_) * 8;
        add(std::string_view("\x80", 1));
        while (filled_ != block_bytes - 8) add(std::string_view("\0", 1));
        char size[8];
        for (unsigned i = 0; i < 8; ++i) size[i] = static_cast<char>(bits >> (56 - 8 * i) & 255U);
        add({size, sizeof size});
    }

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<char, block_bytes> block_{};
    std::size_t filled_ = 0;
    std::size_t byte_count_ = 0;
};

}  // namespace orm
