// SPDX-License-Identifier: MIT
// Matrices B2 and B9 through relations: related rows hold every accepted value exactly, whatever the settings.
#include <cstdio>
#include <string>
#include <vector>

#include "../types/oracle.hpp"
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace type_tests;

namespace {

template <class Sql>
struct holding {
    template <class M>
    struct parent_table {
        orm::bigint<M, orm::primary_key> id;
        orm::column<M, Sql, orm::nullable> value;
    };
    template <class M>
    struct child_table {
        orm::bigint<M, orm::primary_key> id;
        orm::bigint<M> parentId;
        orm::column<M, Sql, orm::nullable> value;
    };
    static constexpr auto parents = orm::table<parent_table>("parents");
    static constexpr auto children = orm::table<child_table>("children");
};

/// Settings of a database that change what text means.
const std::vector<std::string> hostile_settings = {
    "extra_float_digits = 0; bytea_output = escape",
    "datestyle = 'SQL, DMY'; timezone = 'America/St_Johns'",
    "intervalstyle = iso_8601; datestyle = 'Postgres, MDY'; timezone = 'Asia/Kolkata'",
    "intervalstyle = sql_standard; datestyle = German; timezone = 'Europe/Berlin'",
    "array_nulls = off; standard_conforming_strings = off; xmlbinary = hex; "
    "quote_all_identifiers = on",
    "extra_float_digits = -15; bytea_output = escape; intervalstyle = postgres_verbose; "
    "datestyle = 'SQL, MDY'; timezone = 'Pacific/Chatham'"};

struct bench {
    orm_test::test_database server;
    type_session pinned;
    std::vector<oracle_case> cases;
    std::size_t checks = 0;
    std::string faults;

    explicit bench(const std::string& file)
        : pinned((server.run(oracle_schema), server.direct_url())), cases(load_oracle(file)) {
        pin_settings(pinned);
    }

    /// One parent for every four values; a NULL for the first parent.
    void store(const std::string& type) {
        pinned.run("drop table if exists parents, children");
        pinned.run("create table parents (id bigint primary key, value " + type + ")");
        pinned.run(
            "create table children (id bigint primary key, parent_id bigint not null, value " +
            type + ")");
        std::size_t id = 0;
        for (const oracle_case& one : cases) {
            if (one.type != type || !one.is_accepted()) continue;
            pinned.run("insert into children values (" + std::to_string(id) + ", " +
                           std::to_string(id / 4) + ", cast($1 as " + type + "))",
                       {type_session::text(one.literal)});
            ++id;
        }
        pinned.run("insert into children values (-1, 0, null)");
        pinned.run("insert into parents select id, value from children where id >= 0");
        pinned.run("insert into parents values (-1, null)");
    }

    void set(const std::string& settings) {
        std::size_t begin = 0;
        while (begin < settings.size()) {
            const std::size_t end = std::min(settings.find("; ", begin), settings.size());
            server.run("alter database " + server.name() + " set " +
                       settings.substr(begin, end - begin));
            begin = end + 2;
        }
    }
    void reset() { server.run("alter database " + server.name() + " reset all"); }

    void expect(bool holds, const std::string& what) {
        ++checks;
        if (!holds && faults.size() < 2'000) faults += what + "\n";
    }
};

template <class Sql>
std::string bytes_of(const std::optional<orm::value_t<Sql>>& value, orm::type_resolver* resolver) {
    if (!value) return "NULL";
    orm::encoder out(resolver);
    orm::codec<Sql>::encode(out, *value);
    return std::string(out.data(), out.size());
}

/// Related rows against the bytes that the server sends for the same rows.
template <class Sql>
void check_values(bench& run, const orm::database& db, const std::string& type) {
    const auto& parents = holding<Sql>::parents;
    const auto& children = holding<Sql>::children;
    const auto expected = run.pinned.run("select id, value from children order by id");
    std::size_t row = 0;
    const auto relation = orm::many(parents.id, children.parentId).order_by(children.id);
    for (const auto& [parent, found] : db.find(parents).order_by(parents.id).with(relation).all())
        for (const auto& child : found) {
            // The NULL row has the smallest number and the first parent.
            const std::string sent = expected.is_null(row, 1)
                                         ? std::string("NULL")
                                         : std::string(expected.bytes(row, 1).text());
            run.expect(bytes_of<Sql>(child.value, &run.pinned) == sent, type + ": a related value");
            ++row;
        }
    run.expect(row == expected.row_count(), type + ": number of related rows");
}

template <class Sql>
void check_type(bench& run, const std::string& type) {
    run.store(type);
    for (const std::string& settings : hostile_settings) {
        run.set(settings);
        check_values<Sql>(run, orm::connect(run.server.url()), type);
        run.reset();
    }
}

/// The value itself is the key: the database's own equality decides.
template <class Sql>
void check_key(bench& run, const std::string& type) {
    run.store(type);
    const auto& parents = holding<Sql>::parents;
    const auto& children = holding<Sql>::children;
    const auto db = orm::connect(run.server.url());
    std::size_t pairs = 0;
    for (const auto& [parent, found] :
         db.find(parents).with(orm::many(parents.value, children.value)).all()) {
        pairs += found.size();
        run.expect(found.empty() == !parent.value.has_value(), type + ": a value finds itself");
    }
    const std::string sql = "select count(*) from parents p join children c on p.value = c.value";
    run.expect(std::to_string(pairs) == run.server.value(sql), type + ": pairs of equal keys");
    std::size_t limited = 0;
    for (const auto& [parent, found] :
         db.find(parents).with(orm::many(parents.value, children.value).limit(1)).all())
        limited += found.size();
    run.expect(std::to_string(limited) ==
                   run.server.value("select count(*) from parents where value is not null"),
               type + ": one of each");
}

}  // namespace

TEST_CASE("B2: relations carry numbers and text exactly") {
    const std::string file = orm_test::shared_data("data/fidelity_oracle.tsv");
    if (file.empty()) ORM_SKIP("shared data data/fidelity_oracle.tsv is not there");
    bench run(file);
    check_type<orm::pg::int2>(run, "int2");
    check_type<orm::pg::int4>(run, "int4");
    check_type<orm::pg::int8>(run, "int8");
    check_type<orm::pg::float4>(run, "float4");
    check_type<orm::pg::float8>(run, "float8");
    check_type<orm::pg::numeric>(run, "numeric");
    check_type<orm::pg::money>(run, "money");
    check_type<orm::pg::boolean>(run, "bool");
    check_type<orm::pg::text>(run, "text");
    check_type<orm::pg::bpchar>(run, "char(5)");
    check_type<orm::pg::bytea>(run, "bytea");
    check_type<orm::pg::uuid>(run, "uuid");
    CHECK(run.faults == "");
    CHECK(run.checks > 500);
    std::printf("values through relations: %zu checks\n", run.checks);
}

TEST_CASE("B2, B9: relations carry times, json and nested values exactly") {
    const std::string file = orm_test::shared_data("data/fidelity_oracle.tsv");
    if (file.empty()) ORM_SKIP("shared data data/fidelity_oracle.tsv is not there");
    bench run(file);
    check_type<orm::pg::extended_date>(run, "date");
    check_type<orm::pg::timetz>(run, "timetz");
    check_type<orm::pg::extended_timestamp>(run, "timestamp");
    check_type<orm::pg::extended_timestamptz>(run, "timestamptz");
    check_type<orm::pg::interval>(run, "interval");
    check_type<orm::pg::json>(run, "json");
    check_type<orm::pg::jsonb>(run, "jsonb");
    check_type<orm::pg::multi_array<orm::pg::numeric>>(run, "numeric[]");
    check_type<orm::pg::enumeration<quirky, "qenum">>(run, "qenum");
    check_type<orm::pg::tsrange>(run, "tsrange");
    check_type<orm::pg::inet>(run, "inet");
    CHECK(run.faults == "");
    CHECK(run.checks > 500);
    std::printf("values through relations: %zu checks\n", run.checks);
}

TEST_CASE("B9: json documents and big integers in related rows keep every character") {
    using holder = holding<orm::pg::json>;
    orm_test::test_database server;
    server.run(
        "create table parents (id bigint primary key, value json);"
        "create table children (id bigint primary key, parent_id bigint not null, value json)");
    const std::string document =
        R"({"b":9007199254740993,"a":1e400,"a":-0,"c":0.10, "n":"\u0000","s":"10.5"})";
    const std::string deep = std::string(5'000, '[') + std::string(5'000, ']');
    server.run("insert into parents values (9223372036854775807, '\"10.5\"')");
    server.run("insert into children values (9223372036854775806, 9223372036854775807, '" +
               document + "'), (9223372036854775807, 9223372036854775807, '" + deep + "')");
    const auto db = orm::connect(server.url());
    const auto [parent, found] = db.find(holder::parents)
                                     .with(orm::many(holder::parents.id, holder::children.parentId)
                                               .order_by(holder::children.id))
                                     .one();
    CHECK(parent.id == 9'223'372'036'854'775'807);
    CHECK(parent.value->text == R"("10.5")");
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == 9'223'372'036'854'775'806);
    CHECK(found[0].value->text == document);
    CHECK(found[1].value->text == deep);
}

TEST_CASE("keys: equal values of every comparable type find each other") {
    const std::string file = orm_test::shared_data("data/fidelity_oracle.tsv");
    if (file.empty()) ORM_SKIP("shared data data/fidelity_oracle.tsv is not there");
    bench run(file);
    check_key<orm::pg::int2>(run, "int2");
    check_key<orm::pg::int8>(run, "int8");
    check_key<orm::pg::float8>(run, "float8");
    check_key<orm::pg::numeric>(run, "numeric");
    check_key<orm::pg::text>(run, "text");
    check_key<orm::pg::bpchar>(run, "char(5)");
    check_key<orm::pg::bytea>(run, "bytea");
    check_key<orm::pg::uuid>(run, "uuid");
    check_key<orm::pg::timetz>(run, "timetz");
    check_key<orm::pg::extended_timestamptz>(run, "timestamptz");
    check_key<orm::pg::interval>(run, "interval");
    check_key<orm::pg::jsonb>(run, "jsonb");
    check_key<orm::pg::enumeration<quirky, "qenum">>(run, "qenum");
    check_key<orm::pg::domain<orm::pg::int4, "posint">>(run, "posint");
    check_key<orm::pg::inet>(run, "inet");
    CHECK(run.faults == "");
}
