// SPDX-License-Identifier: MIT
// hstore: keys with texts that may be NULL. Needs the extension hstore.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <orm/types/array_header.hpp>
#include <orm/types/codec.hpp>
#include <orm/types/text.hpp>

namespace orm {

namespace pg {

/// Source:   PostgreSQL manual, appendix "hstore".
struct hstore {
    using value_type = std::map<std::string, std::optional<std::string>>;
    using family = pg::family::only<hstore>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "hstore";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

}  // namespace pg

template <>
struct codec<pg::hstore> {
    using value_type = value_t<pg::hstore>;

    static value_type decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        value_type pairs;
        for (auto count = cursor.read<std::uint32_t>(); count != 0; --count) {
            const detail::nested_value key = detail::read_nested(cursor);
            const detail::nested_value text = detail::read_nested(cursor);
            if (key.is_null) detail::throw_malformed("hstore", "has a NULL key");
            auto stored =
                text.is_null ? std::nullopt : std::optional(std::string(text.bytes.text()));
            if (!pairs.emplace(key.bytes.text(), std::move(stored)).second)
                detail::throw_malformed("hstore", "has a key twice");
        }
        detail::require_end(cursor, pg::hstore::name);
        return pairs;
    }

    static void encode(encoder& out, const value_type& pairs) {
        if (pairs.size() > max_value_bytes / 8) detail::throw_value_too_large(pairs.size() * 8);
        out.integer(static_cast<std::uint32_t>(pairs.size()));
        for (const auto& [key, text] : pairs) {
            write(out, key);
            if (text) write(out, *text);
            else out.null_value();
        }
    }

private:
    static void write(encoder& out, const std::string& text) {
        const byte_view bytes = codec<pg::text>::view(text);
        const std::size_t start = out.begin_value();
        out.bytes(bytes);
        out.end_value(start);
    }
};

}  // namespace orm
