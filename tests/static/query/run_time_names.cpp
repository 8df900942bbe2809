// SPDX-License-Identifier: MIT
// No text made at run time stands where SQL expects a name or an expression.
#include <string>
#include <string_view>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

namespace {

template <class Text> concept selectable = requires(const Text& text) { orm::select(text); };
template <class Text> concept distinct = requires(const Text& text) { orm::select_distinct(text); };
template <class Text>
concept source = requires(const Text& text) { orm::select(users.id).from(text); };
template <class Text>
concept joined = requires(const Text& text) {
    orm::select(users.id).from(users).join(text, users.id == posts.id);
};
template <class Text> concept ascending = requires(const Text& text) { orm::asc(text); };
template <class Text> concept descending = requires(const Text& text) { orm::desc(text); };
template <class Text> concept counted = requires(const Text& text) { orm::count(text); };
template <class Text> concept function_argument = requires(const Text& text) { orm::lower(text); };
template <class Text>
concept cast_operand = requires(const Text& text) { orm::cast<orm::pg::text>(text); };
template <class Text> concept insert_target = requires(const Text& text) { orm::insert(text); };
template <class Text> concept update_target = requires(const Text& text) { orm::update(text); };
template <class Text>
concept delete_target = requires(const Text& text) { orm::delete_from(text); };
template <class Text>
concept conflict_target = requires(const Text& text) { orm::insert(users).on_conflict(text); };
template <class Text>
concept insert_column = requires(const Text& text) { orm::insert(users).columns(text); };
template <class Text>
concept returned = requires(const Text& text) { orm::delete_from(users).returning(text); };
template <class Text>
concept update_source = requires(const Text& text) { orm::update(users).from(text); };
template <class Text>
concept delete_source = requires(const Text& text) { orm::delete_from(users).using_table(text); };
template <class Text> concept bare_name = requires(const Text& text) { orm::unqualified(text); };
template <class Text> concept excluded_name = requires(const Text& text) { orm::excluded(text); };
template <class Text>
concept constraint_name = requires(const Text& text) { orm::constraint(text); };
template <class Text>
concept table_name = requires(const Text& text) { orm::table<user_table>(text); };
template <class Text> concept schema_name = requires(const Text& text) { orm::pg::schema(text); };
template <class Text>
concept sort_item = requires(const Text& text) { orm::sort_key("name", text); };
template <class Text>
concept dynamic_condition = std::is_constructible_v<orm::condition<users>, const Text&>;
template <class Text> concept wanted = requires(const Text& text) { orm::select_if(true, text); };

/// None of the doors above opens for Text (where(), having(), group_by(), order_by() and join() refuse it in a sentence of their own, tested
/// in compile_fail): 25 checks for each type of text.
template <class Text>
inline constexpr bool is_refused_everywhere =
    !selectable<Text> && !distinct<Text> && !source<Text> && !joined<Text> && !ascending<Text> &&
    !descending<Text> && !counted<Text> && !function_argument<Text> && !cast_operand<Text> &&
    !insert_target<Text> && !update_target<Text> && !delete_target<Text> &&
    !conflict_target<Text> && !insert_column<Text> && !returned<Text> && !update_source<Text> &&
    !delete_source<Text> && !bare_name<Text> && !excluded_name<Text> && !constraint_name<Text> &&
    !table_name<Text> && !schema_name<Text> && !sort_item<Text> && !dynamic_condition<Text> &&
    !wanted<Text>;

static_assert(is_refused_everywhere<std::string>);
static_assert(is_refused_everywhere<std::string_view>);
static_assert(is_refused_everywhere<const char*>);

// The same doors open for what they are made for.
static_assert(selectable<decltype(users.name)> && counted<decltype(users.name)>);
static_assert(source<decltype(users)>);
static_assert(insert_target<decltype(users)> && conflict_target<decltype(users.email)>);
static_assert(dynamic_condition<decltype(users.id == 1)> && wanted<decltype(users.id)>);

}  // namespace
