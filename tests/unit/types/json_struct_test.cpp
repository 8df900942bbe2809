// SPDX-License-Identifier: MIT
// Structs as JSON: nothing is guessed, nothing is dropped.
#include <orm/types/array.hpp>
#include <orm/types/json_struct.hpp>

#include "support/catch.hpp"
#include "wire.hpp"

namespace pg = orm::pg;
using orm_test::contains_text;

namespace json_struct_test {

enum class theme { light, dark };

struct limits {
    std::int64_t most = 0;
    std::optional<double> ratio;
    bool operator==(const limits&) const = default;
};

struct settings {
    std::string name;
    theme look = theme::light;
    bool is_active = false;
    limits bounds;
    std::vector<std::int32_t> codes;
    std::map<std::string, orm::decimal> prices;
    orm::json_text rest;
    bool operator==(const settings&) const = default;
};

struct partial {
    int a = 0;
    bool operator==(const partial&) const = default;
};

}  // namespace json_struct_test

template <>
inline constexpr bool orm::json_ignores_unknown_keys<json_struct_test::partial> = true;

namespace {

template <class Value>
Value parsed(std::string_view text) {
    return orm::json_conversion<Value>::parse(text);
}

template <class Value>
std::string printed(const Value& value) {
    return orm::json_conversion<Value>::print(value);
}

}  // namespace

TEST_CASE("json_struct: a struct is an object whose keys are its fields") {
    const json_struct_test::settings value{"a\"\\\n\x01 \xC3\xBC",
                                           json_struct_test::theme::dark,
                                           true,
                                           {9'007'199'254'740'993, 0.1},
                                           {1, -2},
                                           {{"x", orm::decimal("0.10")}},
                                           {R"({"k": [1, 2]})"}};
    const std::string text =
        R"({"name":"a\"\\\u000a\u0001 )"
        "\xC3\xBC"
        R"(","look":"dark","is_active":true,)"
        R"("bounds":{"most":9007199254740993,"ratio":0.1},"codes":[1,-2],"prices":{"x":0.10},)"
        R"("rest":{"k": [1, 2]}})";
    CHECK(printed(value) == text);
    CHECK(parsed<json_struct_test::settings>(text) == value);
    CHECK(parsed<json_struct_test::settings>(text).prices.at("x").scale() == 2);
    CHECK(wire::round_trips<pg::jsonb_of<json_struct_test::settings>>(value));
    CHECK(wire::round_trips<pg::json_of<json_struct_test::settings>>(value));
}

TEST_CASE("json_struct: spaces, key order and escapes do not matter") {
    const auto read =
        parsed<json_struct_test::limits>(" { \"ratio\" : null ,\n \"mo\\u0073t\" : 1e3 } ");
    CHECK(read == json_struct_test::limits{1'000, std::nullopt});
    CHECK(parsed<std::string>(R"("\ud83d\ude00\u0000\/")") ==
          std::string("\xF0\x9F\x98\x80\0/", 6));
    CHECK(parsed<json_struct_test::limits>(R"({"most": 2})") ==
          json_struct_test::limits{2, std::nullopt});
}

TEST_CASE("json_struct: missing, unknown and repeated keys are typed errors") {
    CHECK_THROWS_WITH(parsed<json_struct_test::limits>("{}"), contains_text("'most' is missing"));
    CHECK_THROWS_WITH(parsed<json_struct_test::limits>(R"({"most":1,"more":2})"),
                      contains_text("no field 'more'"));
    CHECK_THROWS_WITH(parsed<json_struct_test::limits>(R"({"most":1,"most":2})"),
                      contains_text("twice"));
    CHECK(parsed<json_struct_test::partial>(R"({"x":{"y":[1,{"z":"}"}]},"a":5,"b":null})") ==
          json_struct_test::partial{5});
}

TEST_CASE("json_struct: numbers never wrap, round to integers or overflow") {
    CHECK(parsed<std::int8_t>("-128") == -128);
    for (const char* text : {"128", "1.5", "1e400", "-129"})
        CHECK_THROWS_AS(parsed<std::int8_t>(text), orm::invalid_value);
    CHECK_THROWS_AS(parsed<double>("1e400"), orm::invalid_value);
    CHECK_THROWS_AS(printed(std::numeric_limits<double>::infinity()), orm::invalid_value);
    CHECK_THROWS_AS(printed(orm::decimal::nan()), orm::invalid_value);
}

TEST_CASE("json_struct: what is no JSON is refused") {
    for (const char* text : {"", "{", "{}x", "{\"a\"}", "{a:1}", "{\"a\":1 \"b\":2}", "{\"a\":.5}",
                             "{\"a\":+1}", "{\"a\":1.}", "[1]", "null", "{\"a\":\"1\"}"})
        CHECK_THROWS_AS(parsed<json_struct_test::partial>(text), orm::invalid_value);
    for (const char* text :
         {R"("\ud800")", R"("\udc00")", R"("\x")", "\"", "\"\\", "\"a\nb\"", R"("\u12")"})
        CHECK_THROWS_AS(parsed<std::string>(text), orm::invalid_value);
}

TEST_CASE("json_struct: depth costs no stack where a value is stepped over") {
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    CHECK(parsed<orm::json_text>(deep).text == deep);
    CHECK(parsed<json_struct_test::partial>("{\"x\":" + deep + ",\"a\":1}") ==
          json_struct_test::partial{1});
}
