// SPDX-License-Identifier: MIT
// Automatic names, and how they fit into 63 bytes.
#include "support/catch.hpp"

#include <orm/catalog/names.hpp>

using namespace orm::catalog;

TEST_CASE("names: short foreign keys name tables and columns", "[catalog]") {
    CHECK(foreign_key_name("posts", {"author_id"}, "users", {"id"}) ==
          "posts_author_id_users_id_fkey");
}

TEST_CASE("names: a foreign key that is too long keeps its table and a hash", "[catalog]") {
    const std::string table = "1234567890_1234567890_users";
    CHECK(foreign_key_name(table, {"id2"}, table, {"id"}) == table + "_2Ge3281eRCJ5_fkey");
}

TEST_CASE("names: a long table leaves only the hash", "[catalog]") {
    const std::string table = "1234567890_1234567890_1234567890_123456_users";
    CHECK(foreign_key_name(table, {"id2"}, table, {"id"}) == "ydU6odH887YL_fkey");
}

TEST_CASE("names: one unique column follows PostgreSQL, several follow Drizzle", "[catalog]") {
    CHECK(unique_name("users", {"email"}) == "users_email_key");
    CHECK(unique_name("users", {"a", "b"}) == "users_a_b_unique");
}

TEST_CASE("names: every automatic name fits", "[catalog]") {
    const std::string longest(63, 'x');
    CHECK(index_name(longest, {longest, longest}).size() <= 63);
    CHECK(primary_key_name(longest).size() <= 63);
    CHECK(sequence_name(longest, longest).size() <= 63);
    CHECK(index_name(longest, {"a"}) != index_name(longest, {"b"}));
}

TEST_CASE("names: cutting never splits a character", "[catalog]") {
    const std::string umlauts = std::string(62, 'x') + "\xC3\xA4";
    CHECK(cut_to_identifier(umlauts) == std::string(62, 'x'));
}
