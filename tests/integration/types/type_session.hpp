// SPDX-License-Identifier: MIT
// A connection for tests of types: binds values through codecs, asks for types by name.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>
#include <orm/types/codec.hpp>
#include <orm/types/text.hpp>

namespace type_tests {

namespace driver = orm::driver::postgres;

/// The bytes of one parameter and the OID to declare for it.
struct parameter {
    std::uint32_t oid = 0;
    std::string bytes;
    bool is_null = false;
};

/// A connection to one database; finds types by name and remembers nothing about them.
class type_session final : public orm::type_resolver {
public:
    explicit type_session(const std::string& url)
        : connection_(driver::connect(driver::parse_url(url), {})) {}

    driver::result run(std::string_view sql, const std::vector<parameter>& given = {},
                       driver::value_format results = driver::value_format::binary) {
        std::vector<::Oid> oids;
        std::vector<const char*> values;
        std::vector<int> lengths;
        for (const parameter& one : given) {
            oids.push_back(one.oid);
            values.push_back(one.is_null ? nullptr : one.bytes.data());
            lengths.push_back(driver::checked_length(one.bytes.size()));
        }
        driver::parameters bound;
        bound.count = given.size();
        bound.types = oids.data();
        bound.values = values.data();
        bound.lengths = lengths.data();
        return connection_.execute(sql, bound, {}, results);
    }

    /// The first value of a statement, as it lies on the wire.
    std::string value(std::string_view sql, const std::vector<parameter>& given = {},
                      driver::value_format results = driver::value_format::binary) {
        return std::string(run(sql, given, results).bytes(0, 0).text());
    }

    std::string text_value(std::string_view sql, const std::vector<parameter>& given = {}) {
        return value(sql, given, driver::value_format::text);
    }

    std::uint32_t oid_of(const char* type_name) override {
        const std::string found =
            text_value("select coalesce(to_regtype($1)::oid, 0)", {text(type_name)});
        return static_cast<std::uint32_t>(std::stoul(found));
    }

    static parameter text(std::string_view value) {
        orm::encoder out;
        orm::codec<orm::pg::text>::encode(out, std::string(value));
        return {orm::pg::text::oid, std::string(out.data(), out.size())};
    }

    template <class Sql>
    parameter bind(const orm::value_t<Sql>& value) {
        orm::encoder out(this);
        orm::codec<Sql>::encode(out, value);
        return {orm::parameter_oid<Sql>(this), std::string(out.data(), out.size())};
    }

    /// The first value of a statement through Sql's codec, its column checked.
    template <class Sql>
    orm::value_t<Sql> read(std::string_view sql, const std::vector<parameter>& given = {}) {
        const driver::result rows = run(sql, given);
        if (!orm::fits_column<Sql>(rows.column_oid(0), this))
            throw orm::row_mismatch("column does not fit");
        return orm::codec<Sql>::decode(rows.bytes(0, 0));
    }

    PGconn* native() { return connection_.session_link().native(); }
    driver::connection& connection() { return connection_; }

private:
    driver::connection connection_;
};

}  // namespace type_tests
