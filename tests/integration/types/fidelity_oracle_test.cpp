// SPDX-License-Identifier: MIT
// Matrix B1: every case of the oracle through bind, INSERT ... RETURNING, decode and encode.
#include <cstdio>

#include "oracle.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

using namespace type_tests;

namespace {

std::string md5_of(type_session& session, const std::string& text) {
    return session.text_value("select md5($1)", {type_session::text(text)});
}

/// The enum's oid inside an array is this database's, not the one of the database that wrote the file.
void forget_enum_oid(const oracle_case& one, std::string& hex) {
    if (one.type == "qenum[]") hex.replace(16, 8, "00000000");
}

/// Stores the literal, reads it in binary, sends what was read back and reads its text.
/// Gives: nothing when all agrees, otherwise what does not.
std::string fault_of_accepted(type_session& session, const oracle_type& type,
                              const oracle_case& one) {
    const std::string table = "v_" + std::to_string(&type - oracle_types().data());
    session.run("create temporary table if not exists " + table + " (v " + one.type + ")");
    const std::string insert = "insert into " + table + " values (";
    const auto stored = session.run(insert + "cast($1 as " + one.type + ")) returning v",
                                    {type_session::text(one.literal)});
    if (!type.value_fits(stored.column_oid(0), &session)) return "the column's oid does not fit";
    const std::string bytes(stored.bytes(0, 0).text());
    std::string expected = one.binary_hex;
    std::string found = wire::hex(bytes);
    forget_enum_oid(one, expected);
    forget_enum_oid(one, found);
    if (expected.rfind("md5:", 0) != 0 && found != expected) return "binary " + found;
    const std::string again = type.recode_value(stored.bytes(0, 0), &session);
    if (again != bytes) return "encoded " + wire::hex(again) + " from " + wire::hex(bytes);
    const std::string printed =
        session.text_value(insert + "$1) returning v", {{type.value_oid(&session), again}});
    const bool is_same = one.printed.rfind("md5:", 0) == 0
                             ? one.printed.substr(4) == md5_of(session, printed)
                             : one.printed == printed;
    return is_same ? "" : "printed " + printed.substr(0, 200);
}

std::string fault_of_rejected(type_session& session, const oracle_case& one) {
    try {
        session.run("select cast($1 as " + one.type + ")", {type_session::text(one.literal)});
    } catch (const orm::invalid_value&) {
        return "";
    } catch (const orm::error& refused) {
        return refused.sqlstate() == one.sqlstate ? "" : "SQLSTATE " + refused.sqlstate();
    }
    return "accepted";
}

std::string fault_of(type_session& session, const oracle_case& one) {
    const oracle_type* type = find_oracle_type(one.type);
    if (type == nullptr) return "no codec";
    try {
        return one.is_accepted() ? fault_of_accepted(session, *type, one)
                                 : fault_of_rejected(session, one);
    } catch (const orm::error& failure) {
        return failure.what();
    }
}

}  // namespace

TEST_CASE("B1: every case of the fidelity oracle comes back unchanged") {
    ORM_NEEDS_SESSION("temporary tables and settings of the session");
    const std::string file = orm_test::shared_data("data/fidelity_oracle.tsv");
    if (file.empty()) ORM_SKIP("shared data data/fidelity_oracle.tsv is not there");
    orm_test::test_database database;
    database.run(oracle_schema);
    type_session session(database.url());
    pin_settings(session);
    const auto cases = load_oracle(file);
    const bool takes_all = is_newer_server(session);
    std::size_t passed = 0;
    std::size_t refused = 0;
    std::string faults;
    for (const oracle_case& one : cases) {
        const std::string fault = fault_of(session, one);
        if (!takes_all && needs_newer_server(one)) {
            // The server's own refusal, which a newer one does not have: see what it says.
            const bool is_expected = fault.find("word is too long") != std::string::npos ||
                                     fault.find("malformed tsquery") != std::string::npos;
            CHECK(is_expected);
            ++refused;
            continue;
        }
        if (fault.empty()) ++passed;
        else faults += one.type + " '" + one.literal.substr(0, 60) + "': " + fault + "\n";
    }
    std::printf("fidelity oracle: %zu of %zu\n", passed, cases.size());
    if (refused != 0)
        std::printf("fidelity oracle: %zu refused by this server, which is older than 15.20\n",
                    refused);
    CHECK(cases.size() == 396);
    CHECK(faults == "");
    CHECK(passed + refused == cases.size());
    CHECK(refused <= 2);
}
