// SPDX-License-Identifier: MIT
#include <memory>
#include <string>

#include <orm/core/callback.hpp>

#include "support/catch.hpp"

TEST_CASE("a callback calls what it holds") {
    int sum = 0;
    const orm::callback<void(int)> add = [&](int number) { sum += number; };
    add(2);
    add(3);
    CHECK(sum == 5);
}

TEST_CASE("an empty callback says so") {
    const orm::callback<int()> none;
    CHECK_FALSE(none);
    CHECK(orm::callback<int()>([] { return 1; }));
}

TEST_CASE("copies of a callback hold copies of the function object") {
    orm::callback<int()> first = [count = 0]() mutable { return ++count; };
    const orm::callback<int()> second = first;
    CHECK(first() == 1);
    CHECK(first() == 2);
    CHECK(second() == 1);
}

TEST_CASE("a callback frees what it holds, once") {
    const auto watched = std::make_shared<std::string>("held");
    {
        orm::callback<std::string()> call = [watched] { return *watched; };
        orm::callback<std::string()> moved = std::move(call);
        CHECK_FALSE(call);
        call = moved;
        CHECK(call() == "held");
        CHECK(watched.use_count() == 3);
        moved = {};
        CHECK(watched.use_count() == 2);
    }
    CHECK(watched.use_count() == 1);
}

TEST_CASE("arguments reach the function as they were given") {
    orm::callback<std::size_t(std::unique_ptr<std::string>, const std::string&)> sizes =
        [](std::unique_ptr<std::string> owned, const std::string& seen) {
            return owned->size() + seen.size();
        };
    CHECK(sizes(std::make_unique<std::string>("ab"), "c") == 3);
}
