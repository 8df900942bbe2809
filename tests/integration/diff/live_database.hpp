// SPDX-License-Identifier: MIT
// A database of one test that plans are run on and catalogs are read from.
#pragma once

#include <string>
#include <vector>

#include <orm/diff/normalise.hpp>
#include <orm/diff/plan.hpp>
#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>
#include <orm/inspect/from_server.hpp>

#include "support/database.hpp"

namespace orm_test {

/// Runs statements with libpq and reads the catalog with the library.
class live_database {
public:
    live_database()
        : server_(
              orm::driver::postgres::connect(orm::driver::postgres::parse_url(plain_.url()), {})) {}

    void run(const std::string& sql) { plain_.run(sql); }
    const std::string& url() const { return plain_.url(); }
    const std::string& name() const { return plain_.name(); }

    /// Runs all; gives the server's message of the first that fails, or nothing.
    std::string run_all(const std::vector<std::string>& statements) {
        for (const std::string& statement : statements) {
            try {
                plain_.run(statement);
            } catch (const std::runtime_error& failure) {
                return failure.what();
            }
        }
        return {};
    }

    orm::catalog::database inspect(bool with_roles = false) {
        orm::inspect::server_scope scope;
        scope.with_roles = with_roles;
        return orm::inspect::from_server(server_, scope);
    }

    /// The wanted catalog as this server spells it.
    orm::catalog::database normalised(const orm::catalog::database& wanted) {
        orm::diff::scratch_transaction scratch;
        scratch.run = [&](const std::string& sql) { server_.execute(sql, {}, {}); };
        scratch.read = [&] { return orm::inspect::from_transaction(server_); };
        scratch.schemas.emplace_back("public");
        for (const auto& schema : inspect().schemas) scratch.schemas.push_back(schema.name);
        server_.execute("begin", {}, {});
        try {
            orm::catalog::database result = orm::diff::normalised(wanted, scratch);
            server_.execute("rollback", {}, {});
            return result;
        } catch (...) {
            server_.execute("rollback", {}, {});
            throw;
        }
    }

private:
    test_database plain_;
    orm::driver::postgres::connection server_;
};

/// The statements of a plan as one text, for messages.
inline std::string as_text(const std::vector<std::string>& statements) {
    std::string text;
    for (const std::string& statement : statements) text += statement + "\n";
    return text;
}

}  // namespace orm_test
