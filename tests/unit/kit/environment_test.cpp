// SPDX-License-Identifier: MIT
// Which of several `.env` files has the word.
#include <cstdlib>

#include <orm/kit/environment.hpp>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

/// Sets a variable of the process for one scope.
class process_variable {
public:
    process_variable(const char* name, const char* value) : name_(name) {
        ::setenv(name, value, 1);
    }
    process_variable(const process_variable&) = delete;
    process_variable& operator=(const process_variable&) = delete;
    ~process_variable() { ::unsetenv(name_); }

private:
    const char* name_;
};

}  // namespace

TEST_CASE("environment: .env.NAME.local before .env.local before .env") {
    const orm_test::temporary_folder folder;
    orm::kit::write_file(folder.path() + "/.env", "ORM_A=base\nORM_B=base\nORM_C=base\n");
    orm::kit::write_file(folder.path() + "/.env.local", "ORM_B=local\nORM_C=local\n");
    orm::kit::write_file(folder.path() + "/.env.staging.local", "ORM_C=staging\n");
    const orm::kit::environment plain(folder.path(), "");
    CHECK(plain.find("ORM_A") == "base");
    CHECK(plain.find("ORM_B") == "local");
    CHECK(plain.find("ORM_C") == "local");
    CHECK_FALSE(plain.find("ORM_D"));
    const orm::kit::environment staging(folder.path(), "staging");
    CHECK(staging.find("ORM_B") == "local");
    CHECK(staging.find("ORM_C") == "staging");
    CHECK(staging.source_of("ORM_C") == folder.path() + "/.env.staging.local:1");
}

TEST_CASE("environment: the process wins over all files, even with an empty value") {
    const orm_test::temporary_folder folder;
    orm::kit::write_file(folder.path() + "/.env", "ORM_TEST_X=file\n");
    const process_variable set("ORM_TEST_X", "");
    const orm::kit::environment found(folder.path(), "");
    CHECK(found.find("ORM_TEST_X") == "");
    CHECK(found.source_of("ORM_TEST_X") == "the process's environment");
}

TEST_CASE("environment: --env wins over ENVIRONMENT, and a name is no path") {
    const process_variable set("ENVIRONMENT", "staging");
    CHECK(orm::kit::environment_name("") == "staging");
    CHECK(orm::kit::environment_name("test") == "test");
    CHECK_THROWS_AS(orm::kit::environment("", "../x"), orm::error);
}
