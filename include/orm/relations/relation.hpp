// SPDX-License-Identifier: MIT
// one(), many(), many_through(): relations between tables, checked when they are declared.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/relations/filters.hpp>
#include <orm/relations/level.hpp>
#include <orm/relations/link.hpp>

namespace orm {

namespace detail {

/// Whether a one() can be missing: as the columns say, or as the relation says.
enum class presence : unsigned char { as_columns, by_foreign_key, optional, required };

/// No as<"name">().
inline constexpr fixed_string<0> no_name{};

}  // namespace detail

/// A relation, with what is to be loaded through it. Immutable: each method gives a new relation.
///
///     inline constexpr auto user_posts = orm::many(users.id, posts.authorId);
///     db.find(users).with(user_posts.order_by(orm::desc(posts.createdAt)).limit(5)).all();
///
/// Owns:     the values of its conditions. Tables and columns only lend names with static storage.
template <class Link, class Level, fixed_string Name = detail::no_name,
          detail::presence Presence = detail::presence::as_columns>
class relation : public loading_words<relation<Link, Level, Name, Presence>> {
public:
    using link_type = Link;
    using level_type = Level;
    static constexpr auto name = Name;
    static constexpr bool may_have_several_rows = Link::kind == relation_kind::many;

    /// True when a row without a related one is an error, so that no std::optional is needed.
    static constexpr bool is_required = [] {
        using parent = detail::key_traits<typename Link::parent_key>;
        if constexpr (Presence == detail::presence::required) return true;
        else if constexpr (Presence == detail::presence::optional || parent::can_be_null ||
                           Level::clauses_type::template has<detail::place::where>)
            return false;
        else return Presence == detail::presence::by_foreign_key || !parent::is_identity;
    }();

    constexpr relation(const Link& link, Level level) : link_(link), level_(std::move(level)) {}

    /// The member of a struct of as<Struct>() that holds the related rows.
    template <fixed_string Member>
    constexpr auto as() const {
        return relation<Link, Level, Member, Presence>(link_, level_);
    }

    /// The related row of a one() may be missing: std::optional.
    constexpr auto optional() const {
        return relation<Link, Level, Name, detail::presence::optional>(link_, level_);
    }

    /// The related row of a one() is always there; loading throws orm::no_rows when it is not.
    constexpr auto required() const {
        return relation<Link, Level, Name, detail::presence::required>(link_, level_);
    }

    /// The first column refers to the second by a foreign key; what relation_of<> knows.
    constexpr auto held_by_foreign_key() const {
        return relation<Link, Level, Name, detail::presence::by_foreign_key>(link_, level_);
    }

    /// `exists (select 1 from "posts" where "posts"."author_id" = "users"."id" and ...)`.
    constexpr auto any() const { return detail::exists(*this, "exists (select 1 from "); }
    template <class Condition>
    constexpr auto any(const Condition& condition) const {
        static_cast<void>(typename detail::where_check<orm::sources<>, Condition>::row_rule{});
        return this->where_in_filter(condition).any();
    }

    /// `not exists (...)`: no related row meets the condition.
    constexpr auto none() const { return detail::exists(*this, "not exists (select 1 from "); }
    template <class Condition>
    constexpr auto none(const Condition& condition) const {
        static_cast<void>(typename detail::where_check<orm::sources<>, Condition>::row_rule{});
        return this->where_in_filter(condition).none();
    }

    /// Every related row meets the condition; also true without related rows.
    template <class Condition>
    constexpr auto all(const Condition& condition) const {
        static_cast<void>(typename detail::where_check<orm::sources<>, Condition>::row_rule{});
        if constexpr (detail::is_condition<Condition>) return none(detail::is_not_true(condition));
        else return none();
    }

    /// `(select count(*) from "posts" where ...)`: a bigint, to be compared or read with extra().
    constexpr auto count() const { return detail::count_related(*this); }
    template <class Condition>
    constexpr auto count(const Condition& condition) const {
        static_cast<void>(typename detail::where_check<orm::sources<>, Condition>::row_rule{});
        return this->where_in_filter(condition).count();
    }

    constexpr const Link& link() const { return link_; }
    constexpr const Level& level() const { return level_; }

    template <class Changed>
    constexpr auto with_level(Changed changed) const {
        return relation<Link, Changed, Name, Presence>(link_, std::move(changed));
    }

private:
    /// Inside a filter the parent's tables may be used, too.
    template <class Condition>
    constexpr auto where_in_filter(const Condition& condition) const {
        if constexpr (detail::is_condition<Condition>)
            return this->with_clause(
                detail::filter_condition<detail::facts_of<Condition>>(condition.as_expression()));
        else return *this;
    }

    Link link_;
    Level level_;
};

namespace detail {

template <class Link>
constexpr auto make_relation(const Link& link) {
    auto level = start_level<typename Link::sources>(columns_of_table(link.child));
    return relation<Link, decltype(level)>(link, std::move(level));
}

/// A table related to itself needs an alias, for rows of both ends stand in one statement.
template <class Parent, class Child>
inline constexpr bool ends_differ =
    !std::is_same_v<typename key_traits<Parent>::model, typename key_traits<Child>::model>;

template <class From, class To>
struct relation_check {
    using parent = std::remove_cvref_t<decltype(as_key(std::declval<const From&>()))>;
    using child = std::remove_cvref_t<decltype(as_key(std::declval<const To&>()))>;
    using pairs = compared_keys<parent, child>;
    static constexpr bool differ = ends_differ<parent, child>;
    static constexpr bool holds = pairs::hold && differ;
    using rule = std::conditional_t<
        pairs::hold, rule::self_relation_has_alias<typename key_traits<parent>::model, differ>,
        typename pairs::rule>;
};

template <relation_kind Kind, class From, class To>
constexpr auto relate(const From& from, const To& to) {
    if constexpr (relation_check<From, To>::holds)
        return make_relation(direct_link<Kind>(as_key(from), as_key(to)));
}

}  // namespace detail

/// At most one related row: `orm::one(posts.authorId, users.id)`.
///
/// Takes:    the column in the row that is loaded, and the column of the related row; keys of several
///           columns as orm::key_of(...).
/// Gives:    a plain row when the first column is a NOT NULL column that is no key itself, else a
///           std::optional. With order_by(): the first row.
template <key_like From, key_like To>
constexpr auto one(const From& from, const To& to) {
    static_cast<void>(typename detail::relation_check<From, To>::rule{});
    return detail::relate<relation_kind::one>(from, to);
}

/// Any number of related rows: `orm::many(users.id, posts.authorId)`.
template <key_like From, key_like To>
constexpr auto many(const From& from, const To& to) {
    static_cast<void>(typename detail::relation_check<From, To>::rule{});
    return detail::relate<relation_kind::many>(from, to);
}

/// Any number of related rows through a table between:
/// `orm::many_through(users.id, memberships.userId, memberships.groupId, groups.id)`.
///
/// Conditions and orders may use the columns of the table between.
template <key_like From, key_like Near, key_like Far, key_like To>
constexpr auto many_through(const From& from, const Near& near, const Far& far, const To& to) {
    using parent_key = std::remove_cvref_t<decltype(detail::as_key(from))>;
    using near_key = std::remove_cvref_t<decltype(detail::as_key(near))>;
    using far_key = std::remove_cvref_t<decltype(detail::as_key(far))>;
    using child_key = std::remove_cvref_t<decltype(detail::as_key(to))>;
    using between = typename detail::key_traits<near_key>::model;
    using far_table = typename detail::key_traits<far_key>::model;
    constexpr bool is_one_table = std::is_same_v<between, far_table>;
    static_cast<void>(rule::through_one_table<between, far_table, is_one_table>{});
    using near_pairs = detail::compared_keys<parent_key, near_key>;
    using far_pairs = detail::compared_keys<far_key, child_key>;
    static_cast<void>(typename near_pairs::rule{});
    static_cast<void>(typename far_pairs::rule{});
    constexpr bool differ = detail::ends_differ<parent_key, child_key>;
    static_cast<void>(rule::self_relation_has_alias<between, differ>{});
    if constexpr (near_pairs::hold && far_pairs::hold && differ && is_one_table)
        return detail::make_relation(detail::through_link(
            detail::as_key(from), detail::as_key(near), detail::as_key(far), detail::as_key(to)));
}

}  // namespace orm
