// SPDX-License-Identifier: MIT
// What an `.env` file may say, and what its reader answers to everything else.
#include <orm/kit/env_file.hpp>

#include "support/catch.hpp"

namespace {

std::string value_of(const std::string& line) {
    return orm::kit::read_env("NAME=" + line, ".env").at(0).value;
}

std::string complaint_about(const std::string& text) {
    try {
        orm::kit::read_env(text, ".env");
    } catch (const orm::kit::env_file_error& wrong) {
        return wrong.what();
    }
    return "no complaint";
}

}  // namespace

TEST_CASE("env file: names and values, comments, blank lines, export, line ends of Windows") {
    const auto found = orm::kit::read_env(
        "\xEF\xBB\xBF# first\r\n\r\nA=1\r\n  export B_2=two # why\n\n#C=3\nD=\nE=#5", ".env");
    REQUIRE(found.size() == 4);
    CHECK(found[0].name == "A");
    CHECK(found[0].value == "1");
    CHECK(found[0].line == 3);
    CHECK(found[1].name == "B_2");
    CHECK(found[1].value == "two");
    CHECK(found[1].line == 4);
    CHECK(found[2].value.empty());
    CHECK(found[3].value == "#5");
}

TEST_CASE("env file: a value keeps what belongs to it") {
    CHECK(value_of("postgresql://a:b%40c@h/d?x=y&z=1#f") == "postgresql://a:b%40c@h/d?x=y&z=1#f");
    CHECK(value_of("a=b=c") == "a=b=c");
    CHECK(value_of("$5") == "$5");
    CHECK(value_of("trailing   ") == "trailing");
    CHECK(value_of("'a b # $c \"d\" \\n'") == "a b # $c \"d\" \\n");
    CHECK(value_of("\"a b # \\n \\t \\\" \\\\ \\$ ü\"  # why") == "a b # \n \t \" \\ $ ü");
    CHECK(value_of("''").empty());
    CHECK(value_of("\"\"").empty());
}

TEST_CASE("env file: every mistake has its line and tells what to write") {
    CHECK(complaint_about("A=1\nnonsense\n") == ".env:2: there is no '='; write NAME=value");
    CHECK(complaint_about("=1") == ".env:1: there is no name before '='");
    CHECK(complaint_about("A =1") == ".env:1: there is a blank before '='; write NAME=value");
    CHECK(complaint_about("A= 1") == ".env:1: there is a blank behind '='; write NAME=value");
    CHECK(complaint_about("2A=1") ==
          ".env:1: a name has letters, digits and '_', and starts with no digit");
    CHECK(complaint_about("A-B=1") ==
          ".env:1: a name has letters, digits and '_', and starts with no digit");
    CHECK(complaint_about("A=1\nB=2\nA=3") == ".env:3: A is set already on line 1");
    CHECK(complaint_about("A=one two") == ".env:1: a value with blanks needs quotes");
    CHECK(complaint_about("A=it's") ==
          ".env:1: a value with quote characters needs quotes around it");
    CHECK(complaint_about("\n\nA='open") == ".env:3: the ' is not closed on this line");
    CHECK(complaint_about("A=\"open") == ".env:1: the \" is not closed on this line");
    CHECK(complaint_about("A='a'b") == ".env:1: there is something behind the closing quote");
    CHECK(complaint_about(R"(A="\x")") ==
          R"(.env:1: a \ in double quotes stands before n, r, t, ", \ or $)");
}

TEST_CASE("env file: variables are refused, for shells would expand them and this does not") {
    const std::string refused = ".env:1: ${NAME} is not expanded";
    CHECK(complaint_about("A=${HOME}/x").substr(0, refused.size()) == refused);
    CHECK(complaint_about("A=\"${HOME}\"").substr(0, refused.size()) == refused);
    CHECK(value_of("'${HOME}'") == "${HOME}");
    CHECK(value_of("\"\\${HOME}\"") == "${HOME}");
}

TEST_CASE("env file: bytes that are no text are refused, and no message shows a value") {
    CHECK(complaint_about("A=\xFF").find("UTF-8") != std::string::npos);
    CHECK(complaint_about(std::string("A=a\0b", 5)).find("UTF-8") != std::string::npos);
    CHECK(complaint_about("PASSWORD=s3cret word").find("s3cret") == std::string::npos);
}
