// SPDX-License-Identifier: MIT
// Well-formed UTF-8 as PostgreSQL sees it.
#include <orm/sql/utf8.hpp>

#include <string>
#include <string_view>

#include "support/catch.hpp"

using orm::lexical::first_invalid_byte;
using namespace std::string_view_literals;

TEST_CASE("utf8: characters of one to four bytes are accepted, up to the last code point") {
    for (const auto text : {""sv, "plain"sv, "\u00E4"sv, "\u20AC"sv, "\U0001F600"sv, "\U0010FFFF"sv,
                            "\uD7FF\uE000"sv})
        CHECK(first_invalid_byte(text) == text.size());
}

TEST_CASE("utf8: the place of the first NUL is told") { CHECK(first_invalid_byte("ab\0c"sv) == 2); }

TEST_CASE("utf8: malformed bytes are refused where they begin") {
    for (const auto bytes : {
             "\x80"sv,              // continuation without a lead
             "\xC0\xAF"sv,          // overlong
             "\xE0\x9F\xBF"sv,      // overlong
             "\xED\xA0\x80"sv,      // surrogate
             "\xF0\x8F\xBF\xBF"sv,  // overlong
             "\xF4\x90\x80\x80"sv,  // above U+10FFFF
             "\xF5\x80\x80\x80"sv,  // no such lead
             "\xE2\x82"sv,          // cut at the end
             "\xC3"
             "A"sv,  // cut in the middle
         })
        CHECK(first_invalid_byte(bytes) == 0);
    CHECK(first_invalid_byte("ok\xFF"sv) == 2);
}

TEST_CASE(
    "utf8: in long text, which is read eight bytes at a time, the place is told all the same") {
    for (std::size_t length = 1; length < 40; ++length) {
        const std::string plain(length, 'a');
        CHECK(first_invalid_byte(plain) == length);
        for (std::size_t place = 0; place < length; ++place)
            for (const char bad : {'\0', '\xFF', '\x80'}) {
                std::string text = plain;
                text[place] = bad;
                CHECK(first_invalid_byte(text) == place);
                // A character of two bytes before it does not hide it.
                CHECK(first_invalid_byte("\u00E4" + text) == place + 2);
            }
        CHECK(first_invalid_byte(plain + "\u20AC" + plain) == 2 * length + 3);
        CHECK(first_invalid_byte(plain + "\x7F\x01") == length + 2);
    }
}
