// SPDX-License-Identifier: MIT
// citext, ltree, lquery and ltxtquery. They need the extensions citext and ltree.
#pragma once

#include <cstdint>
#include <string>

#include <orm/types/codec.hpp>
#include <orm/types/json.hpp>
#include <orm/types/text.hpp>

namespace orm {

namespace pg {

/// Text that the server compares without regard to case. The value keeps its case.
/// Source:   PostgreSQL manual, appendix "citext".
struct citext {
    using value_type = std::string;
    using family = pg::family::string;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "citext";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

/// A path in a tree: `Top.Science.Astronomy`.
/// Source:   PostgreSQL manual, appendix "ltree".
struct ltree {
    using value_type = std::string;
    using family = pg::family::only<ltree>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "ltree";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

/// A pattern for such paths: `*.Astronomy.*`.
struct lquery {
    using value_type = std::string;
    using family = pg::family::incomparable;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "lquery";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

/// A boolean search for words in such paths: `Europe & Russia*`.
struct ltxtquery {
    using value_type = std::string;
    using family = pg::family::incomparable;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "ltxtquery";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

}  // namespace pg

template <>
struct codec<pg::citext> : detail::character_codec {};
template <>
struct codec<pg::ltree> : detail::versioned_text_codec<pg::ltree> {};
template <>
struct codec<pg::lquery> : detail::versioned_text_codec<pg::lquery> {};
template <>
struct codec<pg::ltxtquery> : detail::versioned_text_codec<pg::ltxtquery> {};

}  // namespace orm
