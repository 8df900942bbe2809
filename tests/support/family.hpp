// SPDX-License-Identifier: MIT
// A fresh database with the tables and rows of the relation tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/family_schema.hpp"
#include "support/session.hpp"

namespace orm_test {

struct family {
    test_database server;
    orm::database db;

    family() : db(prepared(server)) {}

private:
    static orm::database prepared(test_database& server) {
        server.run(family_schema_sql);
        server.run(family_rows_sql);
        return orm::connect(server.url(), one_connection());
    }
};

/// `a1,a2`: one member of each row.
template <class Rows, class Member>
std::string joined(const Rows& rows, Member member) {
    std::string text;
    for (const auto& row : rows) text += (text.empty() ? "" : ",") + std::string(member(row));
    return text;
}

template <class Rows>
std::string names(const Rows& rows) {
    return joined(rows, [](const auto& row) { return row.name; });
}

template <class Rows>
std::string contents(const Rows& rows) {
    return joined(rows, [](const auto& row) { return row.content; });
}

}  // namespace orm_test
