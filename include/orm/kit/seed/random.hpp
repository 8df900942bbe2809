// SPDX-License-Identifier: MIT
// Random numbers that are the same on every machine, compiler and standard library.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace orm::fake {

/// Mixes 64 bits so that neighbours have nothing in common.
/// Source:   Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (SplitMix64).
constexpr std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
    return bits ^ (bits >> 31);
}

/// Another number below count for each number below count: a shuffle that needs no list.
///
/// Takes:    count, above place. Each step maps the numbers of some bits onto themselves; numbers that
///           are not below count are mapped on.
constexpr std::uint64_t shuffled(std::uint64_t place, std::uint64_t count, std::uint64_t stream) {
    const auto bits = static_cast<unsigned>(std::bit_width(count - 1));
    const std::uint64_t mask = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
    do {
        for (std::uint64_t turn = 0; turn < 3; ++turn) {
            const std::uint64_t key = mixed(stream + turn);
            place = (place * (key | 1U) + (key >> 32)) & mask;
            place ^= place >> ((bits + 1) / 2);
        }
    } while (place >= count);
    return place;
}

/// A number for a text (FNV-1a).
constexpr std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char character : text)
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001B3U;
    return hash;
}

/// A stream of random numbers: SplitMix64. Everything is integer arithmetic.
class random {
public:
    constexpr explicit random(std::uint64_t seed) : state_(seed) {}

    constexpr std::uint64_t next() { return mixed(state_ += 0x9E3779B97F4A7C15U); }

    /// 0 to count - 1; 0 when count is 0.
    constexpr std::uint64_t below(std::uint64_t count) {
        // The bias is below count / 2^64, which no test data will ever show.
        return count == 0 ? 0 : next() % count;
    }

    /// first to last, both included.
    constexpr std::int64_t between(std::int64_t first, std::int64_t last) {
        if (last <= first) return first;
        const auto width = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1;
        const std::uint64_t offset = width == 0 ? next() : below(width);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + offset);
    }

    /// True in `share` of a thousand cases.
    constexpr bool happens(std::uint64_t share) { return below(1000) < share; }

    /// About a bell: the mean of eight numbers, first to last.
    constexpr std::int64_t bell(std::int64_t first, std::int64_t last) {
        std::int64_t sum = 0;
        for (int draw = 0; draw < 8; ++draw) sum += between(0, (last - first) / 8);
        return first + sum;
    }

    /// Small numbers often, large ones seldom: the least of three.
    constexpr std::int64_t skewed(std::int64_t first, std::int64_t last) {
        std::int64_t least = between(first, last);
        for (int draw = 0; draw < 2; ++draw) {
            const std::int64_t other = between(first, last);
            if (other < least) least = other;
        }
        return least;
    }

private:
    std::uint64_t state_;
};

}  // namespace orm::fake
