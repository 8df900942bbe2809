// SPDX-License-Identifier: MIT
// A server's first seconds: connect, migrate, then real work with typed queries.

#include <chrono>
#include <cstdio>

#include <fmt/core.h>

#include <orm/orm.hpp>

#include "schema.hpp"

using namespace std::chrono_literals;

namespace {

void sign_up(const orm::database& db) {
    db.insert(users)
        .values({{.id = "u1", .name = "Ann Archer", .email = "ann@example.com"},
                 {.id = "u2", .name = "Bob Baker", .email = "bob@example.com"},
                 {.id = "u3", .name = "Cem Çelik", .email = "cem@example.com"}})
        .execute();
    const auto verified = db.update(users)
                              .set({.emailVerified = true})
                              .where(users.email.in("ann@example.com", "cem@example.com"))
                              .returning(users.name)
                              .all();
    for (const std::string& name : verified) fmt::print("  ✓ {} confirmed their address\n", name);
}

void refuse_a_second_account(const orm::database& db) {
    try {
        db.insert(users)
            .values({.id = "u4", .name = "Ann again", .email = "ann@example.com"})
            .execute();
    } catch (const orm::unique_violation& taken) {
        fmt::print("  ✗ ann@example.com is taken: constraint {} of table {} (SQLSTATE {})\n",
                   taken.constraint(), taken.table(), taken.sqlstate());
    }
}

void sign_in(const orm::database& db, const std::string& email) {
    const std::optional<User> user = db.select().from(users).where(users.email == email).first();
    if (!user) return fmt::print("  ✗ nobody has the address {}\n", email);
    db.insert(sessions)
        .values({.id = "s-" + user->id,
                 .userId = user->id,
                 .token = "token of " + user->id,
                 .expiresAt = orm::utc_now() + 24h})
        .execute();
    fmt::print("  ✓ {} signed in\n", user->name);
}

/// Both rows, or neither: the organisation never exists without its owner.
void found_organisation(const orm::database& db) {
    db.transaction([](auto& tx) {
        tx.insert(organisations)
            .values({.id = "o1", .name = "Archers & Co", .slug = "archers"})
            .execute();
        tx.insert(members)
            .values({{.organisationId = "o1", .userId = "u1", .role = MemberRole::owner},
                     {.organisationId = "o1", .userId = "u3", .role = MemberRole::member}})
            .execute();
    });
    const auto team = db.select(users.name, members.role)
                          .from(members)
                          .join(users, users.id == members.userId)
                          .where(members.organisationId == "o1")
                          .order_by(users.name)
                          .all();
    for (const auto& [name, role] : team)
        fmt::print("  {} {}\n", role == MemberRole::owner ? "♛" : "•", name);
}

void who_is_here(const orm::database& db) {
    const auto everybody = db.select(users.name, sessions.createdAt)
                               .from(users)
                               .left_join(sessions, sessions.userId == users.id)
                               .order_by(users.name)
                               .all();
    for (const auto& [name, since] : everybody)
        fmt::print("  {:<12} {}\n", name, since ? "signed in" : "away");
}

struct DomainCount {
    bool verified;
    std::int64_t people;
};

void count_people(const orm::database& db) {
    const auto counts = db.select(users.emailVerified, orm::count())
                            .from(users)
                            .group_by(users.emailVerified)
                            .order_by(users.emailVerified.desc())
                            .as<DomainCount>()
                            .all();
    for (const auto& [verified, people] : counts)
        fmt::print("  {} {}\n", people, verified ? "with a confirmed address" : "without");
}

void run() {
    const orm::database db = orm::connect(orm::env("DATABASE_URL"));

    const auto report = orm::migrate(db, "migrations/");
    fmt::print("Migrations\n  {} applied, {} were there already\n", report.applied.size(),
               report.already_applied);

    fmt::print("\nSign-up\n");
    sign_up(db);
    refuse_a_second_account(db);

    fmt::print("\nSign-in\n");
    sign_in(db, "ann@example.com");
    sign_in(db, "mallory@example.com");

    fmt::print("\nThe team of Archers & Co\n");
    found_organisation(db);

    fmt::print("\nWho is here\n");
    who_is_here(db);

    fmt::print("\nPeople\n");
    count_people(db);
}

}  // namespace

int main() {
    try {
        run();
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
}
