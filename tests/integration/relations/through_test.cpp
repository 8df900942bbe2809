// SPDX-License-Identifier: MIT
// many_through(): related rows through a table between.
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

namespace {
constexpr auto by_name = member_clubs.order_by(clubs.name);
}

TEST_CASE("through: each row has the rows at the other end") {
    const family f;
    const auto rows = f.db.find(members).order_by(members.id).with(by_name).all();
    CHECK(names(std::get<1>(rows[0])) == "Chess");
    CHECK(names(std::get<1>(rows[1])) == "Chess,Choir");
    CHECK(names(std::get<1>(rows[2])) == "Choir");
    CHECK(names(std::get<1>(rows[3])).empty());
}

TEST_CASE("through: the same table between, from the other side") {
    const family f;
    const auto rows =
        f.db.find(clubs).order_by(clubs.id).with(club_members.order_by(members.name)).all();
    CHECK(names(std::get<1>(rows[0])) == "Ann,Ben");
    CHECK(names(std::get<1>(rows[1])) == "Ben,Cat");
    CHECK(std::get<1>(rows[2]).empty());
}

TEST_CASE("through: a condition on the table between") {
    const family f;
    const auto rows = f.db.find(members)
                          .order_by(members.id)
                          .with(by_name.where(memberships.role == "head"))
                          .all();
    CHECK(names(std::get<1>(rows[0])) == "Chess");
    CHECK(names(std::get<1>(rows[1])) == "Choir");
    CHECK(std::get<1>(rows[2]).empty());
}

TEST_CASE("through: a cell of the table between is an extra") {
    const family f;
    const auto [member, found] = f.db.find(members)
                                     .where(members.id == 2)
                                     .with(by_name.extra(memberships.role.as<"role">()))
                                     .one();
    REQUIRE(found.size() == 2);
    CHECK(std::get<0>(found[0]).name == "Chess");
    CHECK(std::get<1>(found[0]) == "guest");
    CHECK(std::get<1>(found[1]) == "head");
}

TEST_CASE("through: limit() and offset() count for each parent") {
    const family f;
    const auto rows =
        f.db.find(members).order_by(members.id).with(by_name.limit(1).offset(1)).all();
    CHECK(std::get<1>(rows[0]).empty());
    CHECK(names(std::get<1>(rows[1])) == "Choir");
}

TEST_CASE("through: by way of the rows between") {
    const family f;
    const auto rows =
        f.db.find(clubs)
            .order_by(clubs.id)
            .with(club_memberships.order_by(memberships.memberId).with(membership_member))
            .all();
    const auto& [between, member] = std::get<1>(rows[0])[1];
    CHECK(between.role == "guest");
    CHECK(member.name == "Ben");
}

TEST_CASE("through: nested on both sides of a many()") {
    const family f;
    const auto rows =
        f.db.find(clubs)
            .order_by(clubs.id)
            .with(club_members.order_by(members.id).with(member_articles.order_by(articles.id)))
            .all();
    const auto& [club, people] = rows[0];
    REQUIRE(people.size() == 2);
    CHECK(contents(std::get<1>(people[0])) == "a1,a2,a3");
    CHECK(contents(std::get<1>(people[1])) == "b1,b2");
    CHECK(contents(std::get<1>(std::get<1>(rows[1])[0])) == "b1,b2");
}
