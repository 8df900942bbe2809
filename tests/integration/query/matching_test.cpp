// SPDX-License-Identifier: MIT
// Text is found as it is, whatever it holds: wildcards of patterns, steps of json paths.
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include <orm/expr/functions/json.hpp>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;

namespace {

/// Short texts of the characters that mean something to LIKE.
std::string random_text(std::mt19937& random, std::size_t longest) {
    static const std::vector<std::string> alphabet = {"%", "_", "\\", "'", "\"", "a", "ä"};
    std::string text;
    for (std::size_t left = random() % (longest + 1); left != 0; --left)
        text += alphabet[random() % alphabet.size()];
    return text;
}

struct found {
    bool starts, ends, contains;
};

/// What C++ says. UTF-8 needs no care: no character is a part of another one.
found by_hand(const std::string& whole, const std::string& part) {
    const bool fits = part.size() <= whole.size();
    return {fits && whole.compare(0, part.size(), part) == 0,
            fits && whole.compare(whole.size() - part.size(), part.size(), part) == 0,
            whole.find(part) != std::string::npos};
}

bool is_same(const found& left, const found& right) {
    return left.starts == right.starts && left.ends == right.ends &&
           left.contains == right.contains;
}

}  // namespace

TEST_CASE("A4: starts_with, ends_with and contains match exactly the plain text") {
    const blog_database blog;
    std::mt19937 random(7);
    std::size_t checked = 0;
    std::size_t mismatches = 0;
    for (int round = 0; round < 1000; ++round) {
        const std::string part = random_text(random, 3);
        std::vector<orm::insert_of<users>> rows;
        for (int i = 0; i < 100; ++i)
            rows.push_back({.name = random_text(random, 6) + (i % 3 == 0 ? part : ""),
                            .email = std::to_string(i)});
        blog.db.delete_from(users).all_rows().execute();
        blog.db.insert(users).values(rows).execute();
        const auto answers = blog.db
                                 .select(users.name, users.name.starts_with(part),
                                         users.name.ends_with(part), users.name.contains(part))
                                 .from(users)
                                 .all();
        for (const auto& [name, starts, ends, contains] : answers) {
            ++checked;
            if (!is_same({starts, ends, contains}, by_hand(name, part))) ++mismatches;
        }
    }
    std::printf("A4: %zu texts, %zu mismatches\n", checked, mismatches);
    CHECK(checked == 100'000);
    CHECK(mismatches == 0);
}

TEST_CASE("A4: the text of starts_with is a parameter, with its wildcards escaped") {
    const auto query = orm::select(users.id).from(users).where(users.name.starts_with("5%_\\"));
    CHECK(orm::to_sql(query).view() ==
          "select \"id\" from \"users\" where \"users\".\"name\" like $1");
}

TEST_CASE("A5: a key of json is found as it is, whatever it holds") {
    static const std::vector<std::string> keys = {"a.b",
                                                  "*",
                                                  "$",
                                                  "\"",
                                                  "'",
                                                  "[0]",
                                                  "?",
                                                  "@",
                                                  "\\",
                                                  "->",
                                                  "}",
                                                  "{",
                                                  ",",
                                                  "",
                                                  " ",
                                                  "$.a",
                                                  "a\" ? (1==1)",
                                                  "') or 1=1 --",
                                                  "0",
                                                  "-1",
                                                  "ä",
                                                  "a\nb",
                                                  "x'||(select 1)||'",
                                                  "null"};
    const blog_database blog;
    std::size_t mismatches = 0;
    for (std::size_t i = 0; i < keys.size(); ++i)
        blog.db.insert(users).values({.name = keys[i], .email = std::to_string(i)}).execute();
    const auto document = orm::jsonb_build_object(users.name, orm::constant<"yes">);
    for (const std::string& wanted : keys) {
        const auto answers =
            blog.db
                .select(users.name, orm::json_get_text(document, wanted),
                        orm::json_path_text(document, std::vector<std::string>{wanted}),
                        orm::has_key(document, wanted))
                .from(users)
                .all();
        for (const auto& [stored, by_key, by_path, has] : answers) {
            const bool is_there = stored == wanted;
            if (by_key.has_value() != is_there || by_path.has_value() != is_there ||
                has != is_there)
                ++mismatches;
        }
    }
    std::printf("A5: %zu lookups, %zu mismatches\n", keys.size() * keys.size(), mismatches);
    CHECK(mismatches == 0);
}
