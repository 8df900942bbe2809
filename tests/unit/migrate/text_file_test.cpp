// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <string>
#include <string_view>

#include <orm/migrate/text_file.hpp>

using orm::migration::require_merged;
using orm::migration::require_utf8;
using orm::migration::rewritten;
using orm::migration::text_form;

namespace {

constexpr std::string_view forms[] = {"a\nb",
                                      "a\r\nb",
                                      "a\rb",
                                      "a\nb\n",
                                      "a\r\nb\r\n",
                                      "a\nb\n\n",
                                      "\xEF\xBB\xBF"
                                      "a\nb"};

std::string message_of(void (*check)(std::string_view), std::string_view text) {
    try {
        check(text);
    } catch (const orm::migration_error& failure) {
        return failure.what();
    }
    return "";
}

}  // namespace

TEST_CASE("text file: every form of a text has one plain form", "[migrate]") {
    for (const std::string_view form : forms) CHECK(rewritten(form, {}) == "a\nb");
}

TEST_CASE("text file: a text is rewritten into the form asked for", "[migrate]") {
    CHECK(rewritten("a\nb", {"\r\n", true, 1}) ==
          "\xEF\xBB\xBF"
          "a\r\nb\r\n");
    CHECK(rewritten("", {"\n", false, 0}).empty());
    CHECK(rewritten("a\n\nb\r\n\n", {"\r\n", false, text_form::as_it_is}) == "a\r\n\r\nb\r\n\r\n");
    CHECK(rewritten("\n", {"\n", false, 2}) == "\n\n");
}

TEST_CASE("text file: other changes stay visible", "[migrate]") {
    CHECK(rewritten("a\tb", {}) != rewritten("a b", {}));
    CHECK(rewritten("a\n\nb", {}) != rewritten("a\nb", {}));
    CHECK(rewritten("a \nb", {}) != rewritten("a\nb", {}));
}

TEST_CASE("text file: what is not UTF-8 is refused with its line", "[migrate]") {
    const auto check = [](std::string_view text) { require_utf8(text, "x.sql", "x", {}); };
    CHECK(message_of(check, "a\nb\xE9").rfind("x.sql:2:2: the file is not valid UTF-8", 0) == 0);
    CHECK(message_of(check, std::string_view("a\0b", 3)).find("NUL") != std::string::npos);
    CHECK(message_of(check,
                     "\xFF\xFE"
                     "a")
              .find("UTF-16") != std::string::npos);
    CHECK(message_of(check, "\xEF\xBB\xBF\xC3\xA4").empty());
}

TEST_CASE("text file: merge-conflict markers are found with their line", "[migrate]") {
    const auto check = [](std::string_view text) { require_merged(text, "j", {}); };
    CHECK(message_of(check, "{\n<<<<<<< HEAD\n").rfind("j:2:1: ", 0) == 0);
    CHECK(message_of(check, "{\r\n  1\r\n=======\r\n").rfind("j:3:1: ", 0) == 0);
    CHECK(message_of(check, "{\"a\": \"<<<<<<< HEAD\"}").empty());
}
