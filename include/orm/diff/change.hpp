// SPDX-License-Identifier: MIT
// One difference between two catalogs, as data.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <orm/diff/object.hpp>

namespace orm::diff {

/// `recreate` is an alteration that the server only knows as drop and create.
enum class verb { add, drop, alter, recreate, rename, move };

constexpr std::string_view to_text(verb what) {
    constexpr std::string_view words[] = {"add", "drop", "alter", "recreate", "rename", "move"};
    return words[static_cast<std::size_t>(what)];
}

/// A change is self-contained: DDL for it, and for its inverse, needs nothing else.
///
/// `at` is where the object is when the step runs, `to` where a rename or a move takes it. `before`
/// is empty for additions, `after` for drops. `aspects` names what differs (`type`, `default`).
/// A change that `happens_by_itself` is the server's doing (DROP COLUMN drops the indexes of the
/// column): it needs no statement, but its inverse does.
struct change {
    verb what = verb::add;
    object_kind kind = object_kind::table;
    address at;
    address to;
    object before;
    object after;
    std::vector<std::string> aspects;
    bool happens_by_itself = false;

    bool has(std::string_view aspect) const {
        for (const std::string& each : aspects)
            if (each == aspect) return true;
        return false;
    }
    /// True when nothing but this aspect differs.
    bool is_only(std::string_view aspect) const {
        return aspects.size() == 1 && aspects.front() == aspect;
    }
};

inline change added(object_kind kind, address at, object value) {
    return {verb::add, kind, std::move(at), {}, {}, std::move(value), {}, false};
}

inline change dropped(object_kind kind, address at, object value) {
    return {verb::drop, kind, std::move(at), {}, std::move(value), {}, {}, false};
}

inline change altered(object_kind kind, address at, object before, object after,
                      std::vector<std::string> aspects) {
    return {verb::alter,        kind, std::move(at), {}, std::move(before), std::move(after),
            std::move(aspects), false};
}

inline change recreated(object_kind kind, address at, object before, object after,
                        std::vector<std::string> aspects) {
    change result =
        altered(kind, std::move(at), std::move(before), std::move(after), std::move(aspects));
    result.what = verb::recreate;
    return result;
}

inline change renamed(object_kind kind, address at, address to, object value = {}) {
    return {verb::rename, kind, std::move(at), std::move(to), value, value, {}, false};
}

inline change moved(object_kind kind, address at, address to, object value = {}) {
    return {verb::move, kind, std::move(at), std::move(to), value, value, {}, false};
}

namespace detail {

inline void swap_uses(object& of) {
    if (auto* type = std::get_if<used_enum>(&of))
        for (enum_use& use : type->uses) std::swap(use.before, use.after);
}

}  // namespace detail

/// The change that undoes this one.
inline change inverse(change of) {
    if (of.what == verb::add) of.what = verb::drop;
    else if (of.what == verb::drop) of.what = verb::add;
    if (of.what == verb::rename || of.what == verb::move) std::swap(of.at, of.to);
    std::swap(of.before, of.after);
    detail::swap_uses(of.before);
    detail::swap_uses(of.after);
    of.happens_by_itself = false;
    return of;
}

}  // namespace orm::diff
