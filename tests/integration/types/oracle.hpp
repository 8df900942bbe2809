// SPDX-License-Identifier: MIT
// The cases of fidelity_oracle.tsv, and for each of its types the codec that must carry them.
#pragma once

#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/types.hpp>

#include "support/shared_data.hpp"
#include "type_session.hpp"
#include "unit/types/wire.hpp"

namespace type_tests {

/// The labels of the oracle's enum, which no C++ name could be.
enum class quirky {
    plain,
    spaced,
    quoted,
    doubled,
    comma,
    braces,
    null,
    backslash,
    empty,
    umlaut,
    tab
};

struct oracle_composite {
    std::optional<std::int32_t> a;
    std::optional<std::string> b;
    std::optional<std::vector<orm::decimal>> c;
};

template <class Value>
struct one_field {
    std::optional<Value> v;
};

/// What a codec does, with its types erased: decode and encode again, alone and inside other values.
struct oracle_type {
    using recode = std::string (*)(orm::byte_view, orm::type_resolver*);
    using oid = std::uint32_t (*)(orm::type_resolver*);
    using fits = bool (*)(std::uint32_t, orm::type_resolver*);

    std::string_view name;
    recode recode_value;
    oid value_oid;
    fits value_fits;
    recode recode_array;
    oid array_oid;
    fits array_fits;
    recode recode_composite;
    fits composite_fits;
};

template <class Sql>
std::string recoded(orm::byte_view bytes, orm::type_resolver* resolver) {
    orm::encoder out(resolver);
    orm::codec<Sql>::encode(out, orm::codec<Sql>::decode(bytes));
    return std::string(out.data(), out.size());
}

template <class Sql>
oracle_type type_row(std::string_view name) {
    using array = orm::pg::multi_array<Sql>;
    using composite = orm::pg::composite<one_field<orm::value_t<Sql>>, "held", Sql>;
    return {name,
            &recoded<Sql>,
            &orm::parameter_oid<Sql>,
            &orm::fits_column<Sql>,
            &recoded<array>,
            &orm::parameter_oid<array>,
            &orm::fits_column<array>,
            &recoded<composite>,
            &orm::fits_column<composite>};
}

}  // namespace type_tests

template <>
struct orm::labels_of<type_tests::quirky> {
    using quirky = type_tests::quirky;
    static constexpr orm::label<quirky> list[] = {
        {quirky::plain, "plain"},   {quirky::spaced, "with space"},
        {quirky::quoted, "quo'te"}, {quirky::doubled, "dq\"x"},
        {quirky::comma, "comma,x"}, {quirky::braces, "{br}"},
        {quirky::null, "NULL"},     {quirky::backslash, "back\\slash"},
        {quirky::empty, ""},        {quirky::umlaut, "\xC3\xBCn\xC3\xAF"},
        {quirky::tab, "tab\there"}};
};

namespace type_tests {

inline std::vector<oracle_type> number_and_text_types() {
    using namespace orm::pg;
    return {type_row<int2>("int2"),
            type_row<int4>("int4"),
            type_row<int8>("int8"),
            type_row<oid_type>("oid"),
            type_row<float4>("float4"),
            type_row<float8>("float8"),
            type_row<numeric>("numeric"),
            type_row<numeric>("numeric(10,2)"),
            type_row<numeric>("numeric(3,-2)"),
            type_row<money>("money"),
            type_row<boolean>("bool"),
            type_row<text>("text"),
            type_row<varchar>("varchar(3)"),
            type_row<bpchar>("char(5)"),
            type_row<byte_char>("\"char\""),
            type_row<name_type>("name")};
}

inline std::vector<oracle_type> binary_and_time_types() {
    using namespace orm::pg;
    return {type_row<bytea>("bytea"),
            type_row<uuid>("uuid"),
            type_row<extended_date>("date"),
            type_row<orm::pg::time>("time"),
            type_row<timetz>("timetz"),
            type_row<extended_timestamp>("timestamp"),
            type_row<extended_timestamptz>("timestamptz"),
            type_row<interval>("interval")};
}

inline std::vector<oracle_type> nested_types() {
    using namespace orm::pg;
    using qenum = enumeration<quirky, "qenum">;
    return {type_row<json>("json"),
            type_row<jsonb>("jsonb"),
            type_row<jsonpath>("jsonpath"),
            type_row<multi_array<int4>>("int4[]"),
            type_row<multi_array<text>>("text[]"),
            type_row<multi_array<numeric>>("numeric[]"),
            type_row<multi_array<bytea>>("bytea[]"),
            type_row<qenum>("qenum"),
            type_row<multi_array<qenum>>("qenum[]"),
            type_row<composite<oracle_composite, "comp">>("comp"),
            type_row<domain<int4, "posint">>("posint"),
            type_row<int4range>("int4range"),
            type_row<int8range>("int8range"),
            type_row<numrange>("numrange"),
            type_row<tsrange>("tsrange"),
            type_row<daterange>("daterange"),
            type_row<int4multirange>("int4multirange")};
}

inline std::vector<oracle_type> rare_types() {
    using namespace orm::pg;
    return {type_row<inet>("inet"),       type_row<cidr>("cidr"),
            type_row<macaddr>("macaddr"), type_row<macaddr8>("macaddr8"),
            type_row<bit>("bit(8)"),      type_row<varbit>("varbit"),
            type_row<point>("point"),     type_row<box>("box"),
            type_row<path>("path"),       type_row<polygon>("polygon"),
            type_row<circle>("circle"),   type_row<line>("line"),
            type_row<lseg>("lseg"),       type_row<tsvector>("tsvector"),
            type_row<tsquery>("tsquery"), type_row<xml>("xml"),
            type_row<pg_lsn>("pg_lsn"),   type_row<xid8>("xid8"),
            type_row<tid>("tid")};
}

inline const std::vector<oracle_type>& oracle_types() {
    static const std::vector<oracle_type> rows = [] {
        std::vector<oracle_type> all = number_and_text_types();
        for (const auto& more : {binary_and_time_types(), nested_types(), rare_types()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return rows;
}

inline const oracle_type* find_oracle_type(std::string_view name) {
    for (const oracle_type& type : oracle_types())
        if (type.name == name) return &type;
    return nullptr;
}

struct oracle_case {
    std::string type;
    std::string literal;
    std::string printed;
    std::string binary_hex;
    std::string sqlstate;

    bool is_accepted() const { return sqlstate.empty(); }
};

/// Servers before 15.20 refuse words of 2047 bytes, and an empty tsquery when it comes in binary.
inline bool needs_newer_server(const oracle_case& one) {
    return (one.type == "tsvector" && one.literal.size() == 2'047) ||
           (one.type == "tsquery" && one.literal.empty());
}

inline bool is_newer_server(type_session& session) {
    return std::stoi(session.text_value("select current_setting('server_version_num')")) >= 150'020;
}

/// Values too long for the file are there as their MD5.
inline bool same_or_md5(const std::string& expected, const std::string& found,
                        const std::string& found_md5) {
    return expected.rfind("md5:", 0) == 0 ? expected.substr(4) == found_md5 : expected == found;
}

inline std::vector<oracle_case> load_oracle(const std::string& file) {
    std::vector<oracle_case> cases;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> fields(1);
        for (const char character : line) {
            if (character == '\t') fields.emplace_back();
            else fields.back() += character;
        }
        fields.resize(5);
        const bool is_hashed = fields[2].rfind("md5:", 0) == 0;
        cases.push_back({fields[0], wire::bytes(fields[1]),
                         is_hashed ? fields[2] : wire::bytes(fields[2]), fields[3], fields[4]});
    }
    return cases;
}

/// The types that the oracle has besides the server's own.
inline constexpr const char* oracle_schema =
    "create type qenum as enum ('plain','with space','quo''te','dq\"x','comma,x','{br}','NULL',"
    "'back\\slash','','\xC3\xBCn\xC3\xAF',E'tab\\there');"
    "create type comp as (a int, b text, c numeric[]);"
    "create domain posint as int check (value > 0)";

/// The settings under which the oracle's texts were printed.
inline void pin_settings(type_session& session) {
    for (const char* setting : {"set datestyle = iso", "set intervalstyle = postgres",
                                "set timezone = 'UTC'", "set bytea_output = hex",
                                "set extra_float_digits = 1", "set lc_monetary = 'en_US.UTF-8'"}) {
        try {
            session.run(setting);
        } catch (const orm::error&) {
            // The locale may not be installed; the caller sees it in the printed money.
        }
    }
}

}  // namespace type_tests
