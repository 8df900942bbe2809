// SPDX-License-Identifier: MIT
// All tables that migrations manage, in one value.
#pragma once

#include <cstddef>
#include <tuple>

#include <orm/schema/constraints.hpp>
#include <orm/schema/table.hpp>

namespace orm {

/// Tables by address; it costs nothing where it is only declared.
template <class... Tables>
class schema_tables {
public:
    constexpr explicit schema_tables(const Tables*... tables) : tables_(tables...) {}

    static constexpr std::size_t size = sizeof...(Tables);

    /// Calls use(table) for each table, in order of declaration.
    template <class Use>
    constexpr void for_each_table(Use&& use) const {
        std::apply([&](const auto*... tables) { (use(*tables), ...); }, tables_);
    }

private:
    std::tuple<const Tables*...> tables_;
};

/// `inline constexpr auto app_schema = orm::schema(users, sessions, posts);`
template <table_like... Tables>
constexpr auto schema(const Tables&... tables) {
    return schema_tables<Tables...>(&tables...);
}

}  // namespace orm
