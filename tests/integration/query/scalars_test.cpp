// SPDX-License-Identifier: MIT
// Every scalar goes to the server and comes back; limits, NULL, and what the server made.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;

// Not without a name: clang cannot read the field names of tables in an unnamed namespace.
namespace scalars_test {

template <class M>
struct scalar_table {
    orm::serial<M, orm::primary_key> id;
    orm::smallint<M, orm::nullable> small;
    orm::integer<M, orm::nullable> whole;
    orm::bigint<M, orm::nullable> big;
    orm::boolean<M, orm::nullable> flag;
    orm::real<M, orm::nullable> single;
    orm::double_precision<M, orm::nullable> twice;
    orm::text<M, orm::nullable> text;
    orm::varchar<M, orm::nullable, orm::length<10>> limited;
    orm::character<M, orm::nullable, orm::length<4>> padded;
    orm::timestamp<M, orm::nullable> local;
    orm::timestamptz<M, orm::nullable> moment;
    orm::numeric<M, orm::nullable> exact;
};
inline constexpr auto scalars = orm::table<scalar_table>("scalars");
using Scalars = orm::row_of<scalars>;

constexpr const char* scalars_sql = R"(
create table scalars (
    id serial primary key, small smallint, whole integer, big bigint, flag boolean, single real,
    twice double precision, text text, limited varchar(10), padded char(4), local timestamp,
    moment timestamptz, exact numeric))";

struct scalar_database {
    test_database server;
    orm::database db;

    scalar_database() : db(prepared(server)) {}

private:
    static orm::database prepared(test_database& server) {
        server.run(scalars_sql);
        return orm::connect(server.url(), one_connection());
    }
};

}  // namespace scalars_test

using namespace scalars_test;

TEST_CASE("scalars: literals of the server are decoded") {
    scalar_database on;
    on.server.run(
        "insert into scalars values (default, -2, 70000, 5000000000, true, 1.5, -0.1, 'tëxt', "
        "'limited', 'ab', '2024-02-29 12:34:56.789012', '2024-02-29 12:34:56.789012+02', "
        "123456789012345678901234567890.125)");
    const Scalars row = on.db.select().from(scalars).one();
    CHECK(row.small == -2);
    CHECK(row.whole == 70'000);
    CHECK(row.big == 5'000'000'000);
    CHECK(row.flag == true);
    CHECK(row.single == 1.5F);
    CHECK(row.twice == -0.1);
    CHECK(row.text == "tëxt");
    CHECK(row.limited == "limited");
    CHECK(row.padded == "ab  ");
    CHECK(row.local.value().time_since_epoch().count() == 1'709'210'096'789'012);
    CHECK(row.moment.value().time_since_epoch().count() == 1'709'202'896'789'012);
    CHECK(row.exact.value() == orm::decimal("123456789012345678901234567890.125"));
}

TEST_CASE("scalars: NULL in every column") {
    scalar_database on;
    on.db.insert(scalars).values(orm::insert_of<scalars>{}).execute();
    const Scalars row = on.db.select().from(scalars).one();
    CHECK(row.id == 1);
    CHECK_FALSE((row.small || row.whole || row.big || row.flag || row.single || row.twice));
    CHECK_FALSE((row.text || row.limited || row.padded || row.local || row.moment || row.exact));
}

TEST_CASE("scalars: what is inserted is what the server holds") {
    scalar_database on;
    using namespace std::chrono;
    on.db.insert(scalars)
        .values({.small = -2,
                 .whole = 70'000,
                 .big = 5'000'000'000,
                 .flag = true,
                 .single = 1.5F,
                 .twice = -0.1,
                 .text = "tëxt",
                 .limited = "limited",
                 .padded = "ab",
                 .local = local_days{2024y / 2 / 29} + 12h,
                 .moment = sys_days{2024y / 2 / 29} + 12h + microseconds(1),
                 .exact = orm::decimal("0.125")})
        .execute();
    CHECK(on.server.run("select small, whole, big, flag, single, twice, text, limited, padded, "
                        "local, moment, exact from scalars") ==
          text_rows{{"-2", "70000", "5000000000", "t", "1.5", "-0.1", "tëxt", "limited", "ab  ",
                     "2024-02-29 12:00:00", "2024-02-29 12:00:00.000001+00", "0.125"}});
}

TEST_CASE("scalars: limits of integers survive") {
    scalar_database on;
    const auto given = on.db.insert(scalars)
                           .values({.small = std::numeric_limits<std::int16_t>::min(),
                                    .whole = std::numeric_limits<std::int32_t>::min(),
                                    .big = std::numeric_limits<std::int64_t>::min()})
                           .returning()
                           .one();
    CHECK(given.small == std::numeric_limits<std::int16_t>::min());
    CHECK(given.whole == std::numeric_limits<std::int32_t>::min());
    CHECK(given.big == std::numeric_limits<std::int64_t>::min());
    const auto largest = on.db.update(scalars)
                             .set({.small = std::numeric_limits<std::int16_t>::max(),
                                   .whole = std::numeric_limits<std::int32_t>::max(),
                                   .big = std::numeric_limits<std::int64_t>::max()})
                             .all_rows()
                             .returning(scalars.small, scalars.whole, scalars.big)
                             .one();
    CHECK(std::get<2>(largest) == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("scalars: special floating-point numbers survive") {
    scalar_database on;
    const double infinite = std::numeric_limits<double>::infinity();
    const auto round_trip = [&](double value) {
        return on.db.insert(scalars)
            .values({.twice = value})
            .returning(scalars.twice)
            .one()
            .value();
    };
    CHECK(round_trip(infinite) == infinite);
    CHECK(round_trip(-infinite) == -infinite);
    CHECK(std::isnan(round_trip(std::numeric_limits<double>::quiet_NaN())));
    CHECK(std::signbit(round_trip(-0.0)));
    CHECK(round_trip(std::numeric_limits<double>::denorm_min()) ==
          std::numeric_limits<double>::denorm_min());
}

TEST_CASE("scalars: min and max of every comparable scalar") {
    scalar_database on;
    on.server.run(
        "insert into scalars (small, whole, big, single, twice, text, limited, padded, "
        "local, moment, exact) values (1, 1, 1, 1, 1, 'a', 'a', 'a', '2024-01-01', "
        "'2024-01-01+00', 1), (2, 2, 2, 2, 2, 'b', 'b', 'b', '2024-01-02', "
        "'2024-01-02+00', 2)");
    const auto greatest = [&](const auto& column) {
        return on.db.select(orm::max(column)).from(scalars).one().value();
    };
    CHECK(greatest(scalars.id) == 2);
    CHECK(greatest(scalars.small) == 2);
    CHECK(greatest(scalars.whole) == 2);
    CHECK(greatest(scalars.big) == 2);
    CHECK(greatest(scalars.single) == 2.0F);
    CHECK(greatest(scalars.twice) == 2.0);
    CHECK(greatest(scalars.text) == "b");
    CHECK(greatest(scalars.limited) == "b");
    CHECK(greatest(scalars.padded) == "b   ");
    CHECK(greatest(scalars.exact) == orm::decimal("2"));
    CHECK(greatest(scalars.moment) > on.db.select(orm::min(scalars.moment)).from(scalars).one());
}

TEST_CASE("scalars: sums and averages of every number") {
    scalar_database on;
    on.server.run(
        "insert into scalars (small, whole, big, single, twice, exact) values "
        "(32767, 2147483647, 9223372036854775807, 0.5, 0.25, 0.1), "
        "(32767, 2147483647, 9223372036854775807, 0.5, 0.25, 0.2)");
    const auto sums =
        on.db
            .select(orm::sum(scalars.small), orm::sum(scalars.whole), orm::sum(scalars.big),
                    orm::sum(scalars.single), orm::sum(scalars.twice), orm::sum(scalars.exact),
                    orm::sum(scalars.id))
            .from(scalars)
            .one();
    CHECK(std::get<0>(sums) == 65'534);
    CHECK(std::get<1>(sums) == 4'294'967'294);
    CHECK(std::get<2>(sums).value() == orm::decimal("18446744073709551614"));
    CHECK(std::get<3>(sums) == 1.0F);
    CHECK(std::get<4>(sums) == 0.5);
    CHECK(std::get<5>(sums).value() == orm::decimal("0.3"));
    CHECK(std::get<6>(sums) == 3);
    const auto averages =
        on.db.select(orm::avg(scalars.small), orm::avg(scalars.single), orm::avg(scalars.exact))
            .from(scalars)
            .one();
    CHECK(std::get<0>(averages).value() == orm::decimal("32767"));
    CHECK(std::get<1>(averages) == 0.5);
    CHECK(std::get<2>(averages).value() == orm::decimal("0.15"));
}

TEST_CASE("scalars: comparisons with values of C++") {
    scalar_database on;
    using namespace std::chrono;
    on.server.run(
        "insert into scalars (small, big, flag, single, exact, padded, local, moment) "
        "values (7, 7, true, 0.1, 0.1, 'ab', '2024-01-01', '2024-01-01+00')");
    const auto finds = [&](const auto& condition) {
        return on.db.select(orm::count()).from(scalars).where(condition).one() == 1;
    };
    CHECK(finds(scalars.small == 7));
    CHECK(finds(scalars.small < 100'000));
    CHECK(finds(scalars.big == 7));
    CHECK(finds(scalars.flag == true));
    CHECK(finds(scalars.single == 0.1F));
    CHECK(finds(scalars.exact == orm::decimal("0.10")));
    CHECK(finds(scalars.exact < 1));
    CHECK(finds(scalars.padded == "ab"));
    CHECK(finds(scalars.moment == sys_days{2024y / 1 / 1}));
    CHECK(finds(scalars.moment > sys_seconds{}));
    CHECK(finds(scalars.local <= local_days{2024y / 1 / 1}));
    CHECK(finds(scalars.small == scalars.big));
    CHECK(finds(scalars.small > scalars.exact));
}
