// SPDX-License-Identifier: MIT
// sort_by(): an ordering chosen at run time, from those that the program allows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/expr/order.hpp>
#include <orm/expr/run_time.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/query/select_list.hpp>

namespace orm {

/// The direction of an ordering that is chosen at run time.
enum class direction : std::uint8_t { ascending, descending };

/// One ordering that may be chosen, and the key that chooses it.
template <class Key, class Item>
struct sort_choice {
    using facts_type = detail::facts_of<Item>;

    Key key;
    Item item;
};

/// `orm::sort_key(by::newest, posts.createdAt.desc())`, `orm::sort_key("name", users.name)`.
template <class Key, operand_like Item>
constexpr auto sort_key(Key key, const Item& item) {
    if constexpr (std::is_convertible_v<Key, std::string_view>)
        return sort_choice<std::string_view, Item>{std::string_view(key), item};
    else return sort_choice<Key, Item>{key, item};
}

namespace detail {

template <class Key>
ORM_COLD [[noreturn]] void throw_unknown_sort_key(const Key& asked, std::string allowed) {
    if constexpr (std::is_convertible_v<Key, std::string_view>) {
        const std::string_view shown = std::string_view(asked).substr(0, 63);
        throw invalid_value("sort_by() was asked for \"" + std::string(shown) +
                            "\", which is not one of its keys:" + allowed);
    } else {
        throw invalid_value("sort_by() was asked for the enum value " +
                            std::to_string(static_cast<std::int64_t>(asked)) +
                            ", which is not one of its keys");
    }
}

template <class Key, class Item>
std::string quoted_sort_key(const sort_choice<Key, Item>& choice) {
    if constexpr (std::is_same_v<Key, std::string_view>)
        return " \"" + std::string(choice.key) + "\"";
    else return {};
}

template <class Type>
inline constexpr bool is_sort_choice = false;
template <class Key, class Item>
inline constexpr bool is_sort_choice<sort_choice<Key, Item>> = true;
template <class Choice>
inline constexpr bool is_ordered = requires { decltype(Choice::item)::is_ordering; };
template <class Type> concept sort_choice_like = is_sort_choice<Type>;

template <class Key, class Choice>
inline constexpr bool key_matches = std::is_convertible_v<Key, std::string_view>
                                        ? std::is_same_v<decltype(Choice::key), std::string_view>
                                        : std::is_same_v<decltype(Choice::key), Key>;

/// The ordering behind a key, or nullptr.
template <class Key, class Choice>
const run_time_content* ordering_for(const Key& key, const Choice& choice, const char* direction) {
    if (choice.key != key) return nullptr;
    auto inner = order_item(choice.item);
    auto run = join_tokens(inner.sql, direction);
    return new forgotten_content<run.size(), decltype(inner.values)>(run, ORM_PASS(inner.values));
}

template <class... Choices, class Key>
auto pick_ordering(const Key& key, const char* word, const Choices&... choices) {
    constexpr bool holds = sizeof...(Choices) != 0 && (key_matches<Key, Choices> && ...);
    static_cast<void>(rule::sort_key_type<Key, holds>{});
    using tables = typename joined_columns<typename Choices::facts_type::tables...>::type;
    const run_time_content* found = nullptr;
    if constexpr (holds)
        static_cast<void>((((found = ordering_for(key, choices, word)) != nullptr) || ...));
    if (found == nullptr)
        throw_unknown_sort_key(key, (std::string() + ... + quoted_sort_key(choices)));
    const run_time_values held(found);
    using facts_type = facts<pg::boolean, nulls::possible, tables>;
    return ordering<facts_type, 1, run_time_values>{run_time_place, held};
}

}  // namespace detail

/// The ordering that a key chooses, for order_by(): an enum, or a name out of a request.
///
///     db.select().from(posts).order_by(orm::sort_by(request.sort,
///                                                   orm::sort_key("title", posts.title),
///                                                   orm::sort_key("newest", posts.createdAt.desc())))
///
/// Takes:    key, an enum value or text; choices, all that may be asked for.
/// Throws:   invalid_value for a key that is none of them. The text never becomes SQL.
template <class Key, detail::sort_choice_like... Choices>
auto sort_by(const Key& key, const Choices&... choices) {
    return detail::pick_ordering(key, "", choices...);
}

/// The same with a direction that is chosen at run time as well; the choices are plain expressions.
template <class Key, detail::sort_choice_like... Choices>
auto sort_by(const Key& key, direction way, const Choices&... choices) {
    static_cast<void>(rule::direction_said_twice<!(detail::is_ordered<Choices> || ...)>{});
    return detail::pick_ordering(key, way == direction::ascending ? " asc" : " desc", choices...);
}

}  // namespace orm
