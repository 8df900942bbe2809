// SPDX-License-Identifier: MIT
// stream() of a find: batches of rows with what belongs to them.
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

namespace {
constexpr auto with_articles = [](const auto& db) {
    return db.find(members).order_by(members.id).with(member_articles.order_by(articles.id));
};

std::string streamed(const orm::database& db, std::size_t batch) {
    std::string text;
    for (auto& [member, written] : with_articles(db).stream(batch))
        text += member.name + ":" + contents(written) + ";";
    return text;
}
}  // namespace

TEST_CASE("find stream: gives what all() gives, whatever the size of a batch") {
    const family f;
    for (const std::size_t batch : {1U, 2U, 3U, 4U, 5U, 1000U})
        CHECK(streamed(f.db, batch) == "Ann:a1,a2,a3;Ben:b1,b2;Cat:;Dan:;");
}

TEST_CASE("find stream: no rows") {
    const family f;
    for (auto& row : f.db.find(members).where(members.id > 99).with(member_articles).stream())
        FAIL("there is no row: " << std::get<0>(row).name);
}

TEST_CASE("find stream: values of conditions, structs and first levels without relations") {
    const family f;
    std::string text;
    for (auto& member : f.db.find(members).where(members.id > 2).order_by(members.id).stream(1))
        text += member.name;
    CHECK(text == "CatDan");
}

TEST_CASE("find stream: leaving the loop early frees the connection") {
    const family f;
    for (auto& row : with_articles(f.db).stream(1)) {
        CHECK(std::get<0>(row).name == "Ann");
        break;
    }
    CHECK(streamed(f.db, 2).size() > 20);
}

TEST_CASE("find stream: all batches see one state of the database") {
    family f;
    std::size_t count = 0;
    for (auto& [member, written] : with_articles(f.db).stream(1)) {
        if (count++ == 0) f.server.run("insert into articles values (9, 'late', 2, null)");
        if (member.id == 2) CHECK(contents(written) == "b1,b2");
    }
    CHECK(count == 4);
}

TEST_CASE("find stream: inside a transaction, with statements between the rows") {
    const family f;
    const std::size_t changed = f.db.transaction([&](auto& tx) {
        std::size_t rows = 0;
        for (auto& [member, written] : with_articles(tx).stream(2))
            rows +=
                tx.update(members).set({.verified = true}).where(members.id == member.id).execute();
        return rows;
    });
    CHECK(changed == 4);
    CHECK(f.db.select(orm::count()).from(members).where(members.verified == true).one() == 4);
}
