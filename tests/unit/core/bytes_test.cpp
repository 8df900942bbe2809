// SPDX-License-Identifier: MIT
// Byte order, and the promise that a cursor never leaves its span.
#include <orm/core/bytes.hpp>

#include <limits>
#include <string>

#include "support/catch.hpp"

TEST_CASE("bytes: integers are stored with the highest byte first") {
    char bytes[4];
    orm::store_big_endian(bytes, std::int32_t{0x01020304});
    CHECK(std::string(bytes, 4) == std::string("\x01\x02\x03\x04"));
}

TEST_CASE("bytes: loading gives back what was stored") {
    char bytes[8];
    for (const auto value :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{0x0102030405060708},
          std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        orm::store_big_endian(bytes, value);
        CHECK(orm::load_big_endian<std::int64_t>(bytes) == value);
    }
}

TEST_CASE("bytes: a cursor reads in order and knows what is left") {
    orm::byte_cursor cursor({"\x00\x07rest", 6});
    CHECK(cursor.read<std::int16_t>() == 7);
    CHECK(cursor.take(1).text() == "r");
    CHECK(cursor.left() == 3);
    CHECK(cursor.rest().text() == "est");
    CHECK(cursor.at_end());
}

TEST_CASE("bytes: a cursor refuses to read past its end and stays where it is") {
    orm::byte_cursor cursor({"abc", 3});
    CHECK_THROWS_AS(cursor.read<std::int32_t>(), orm::invalid_value);
    CHECK_THROWS_AS(cursor.take(4), orm::invalid_value);
    CHECK(cursor.rest().text() == "abc");
}
