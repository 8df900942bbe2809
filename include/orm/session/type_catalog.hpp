// SPDX-License-Identifier: MIT
// OIDs of enums, domains and extension types, asked of the database once per connection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <orm/core/bytes.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/types/encoder.hpp>

namespace orm {

template <class = void>
class basic_type_catalog;
using type_catalog = basic_type_catalog<>;

/// Owns:     nothing; the connection keeps what was found.
template <class>
class basic_type_catalog final : public type_resolver {
public:
    basic_type_catalog(driver::postgres::connection& connection,
                       const driver::postgres::execution_context& context)
        : connection_(connection), context_(context) {}

    /// Gives:    0 for a type that nobody asked for on this connection yet.
    std::uint32_t known_oid_of(const char* type_name) const {
        for (const auto& known : connection_.known_types())
            if (known.name == type_name) return known.oid;
        return 0;
    }

    std::uint32_t oid_of(const char* type_name) override {
        if (const std::uint32_t known = known_oid_of(type_name)) return known;
        const std::uint32_t oid = ask(type_name);
        if (oid != 0) connection_.known_types().push_back({type_name, oid});
        return oid;
    }

    /// Where the database cannot be asked, as in the middle of a stream, the OID is all that is known.
    ORM_COLD std::string name_of(std::uint32_t oid) override {
        try {
            char bytes[4];
            store_big_endian(bytes, oid);
            const char* const value = bytes;
            const int length = sizeof bytes;
            const Oid type = 26;
            const driver::postgres::result found =
                connection_.execute("select pg_catalog.format_type($1, null)::pg_catalog.text",
                                    {1, &type, &value, &length, nullptr}, context_);
            return std::string(found.bytes(0, 0).text());
        } catch (const error&) {
            return type_resolver::name_of(oid);
        }
    }

private:
    std::uint32_t ask(std::string_view type_name) const {
        const char* const value = type_name.data();
        const int length = static_cast<int>(type_name.size());
        const Oid text = 25;
        const driver::postgres::result found =
            connection_.execute("select pg_catalog.to_regtype($1)::pg_catalog.oid",
                                {1, &text, &value, &length, nullptr}, context_);
        if (found.row_count() == 0 || found.is_null(0, 0)) return 0;
        return byte_cursor(found.bytes(0, 0)).read<std::uint32_t>();
    }

    driver::postgres::connection& connection_;
    const driver::postgres::execution_context& context_;
};

}  // namespace orm
