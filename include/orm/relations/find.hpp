// SPDX-License-Identifier: MIT
// find(): rows of a table with their related rows, in a fixed number of statements.
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/relations/layout.hpp>
#include <orm/relations/level_sql.hpp>
#include <orm/relations/loader.hpp>
#include <orm/relations/struct_layout.hpp>

namespace orm {

namespace detail {

// --- plans: what the types say, for the loader -------------------------------------------------

template <class Layout, class Level>
void check_level(const level_plan& plan, column_check& columns) {
    Layout::check(columns);
    check_hidden(plan, columns);
}

template <class Layout>
void plan_layout(level_plan& plan) {
    plan.cell_of = Layout::cell_of();
    plan.row_width = static_cast<std::uint16_t>(Layout::width);
    plan.seed = seed_for<typename Layout::row>();
}

template <class Layout, class Relations>
void plan_relations(level_plan* plans, std::size_t parent, const Relations& relations);

template <class Layout, class Relation>
void plan_relation(level_plan* plans, std::size_t parent, std::size_t at,
                   const Relation& relation) {
    using link = typename Relation::link_type;
    static_assert(link::width <= max_key_width, "orm: a relation's key has at most 8 columns.");
    level_plan& plan = plans[at];
    plan_layout<Layout>(plan);
    plan.level = &relation;
    plan.visit = &visit_relation<Relation, Layout>;
    plan.check = &check_level<Layout, typename Relation::level_type>;
    plan.parent = static_cast<std::uint16_t>(parent);
    plan.depth = static_cast<std::uint16_t>(plans[parent].depth + 1);
    plan.parent_key = relation.link().parent.columns;
    plan.near_key = relation.link().near.columns;
    plan.parent_types = key_types_of<columns_of_key<typename link::parent_key>>;
    plan.near_types = key_types_of<columns_of_key<typename link::near_key>>;
    plan.key_width = link::width;
    plan.near_is_own = link::is_direct;
    plan.is_ordinal = uses_ordinals<Relation>;
    plan_relations<Layout>(plans, at, relation.level().relations);
}

template <class Layout, class... Relations, std::size_t... At>
void plan_each([[maybe_unused]] level_plan* plans, [[maybe_unused]] std::size_t parent,
               [[maybe_unused]] const std::tuple<Relations...>& relations,
               std::index_sequence<At...>) {
    (plan_relation<layout<typename Relations::level_type, typename Layout::template into_of<At>>>(
         plans, parent, parent + statement_offset<At, Relations...>(), std::get<At>(relations)),
     ...);
}

template <class Layout, class Relations>
void plan_relations(level_plan* plans, std::size_t parent, const Relations& relations) {
    plan_each<Layout>(plans, parent, relations,
                      std::make_index_sequence<std::tuple_size_v<Relations>>{});
}

template <class Find>
void plan_find(const Find& find, level_plan* plans) {
    plan_layout<typename Find::layout>(plans[0]);
    plans[0].level = &find;
    plans[0].visit = &visit_root<Find>;
    plans[0].check = &check_level<typename Find::layout, typename Find::level_type>;
    plan_relations<typename Find::layout>(plans, 0, find.level().relations);
}

// --- running -----------------------------------------------------------------------------------

/// A find while it runs: its plans, its statements, its answers.
template <class Find>
struct running_find {
    static constexpr std::size_t size = statement_count<typename Find::level_type>;

    level_plan plans[size];
    loaded_level levels[size];
    pending_slot pending[size];
    find_loader loader;

    running_find(const Find& find, source_location where, wanted_rows wanted)
        : loader(find.session(), where) {
        plan_find(find, plans);
        loader.load(plans, levels, pending, size, wanted);
    }
};

/// Reads the rows of a find where they are wanted.
template <class Layout>
struct find_reader {
    using row = typename Layout::row;
    using in_place = layout_row_in_place<Layout>;

    static void all(loaded_levels& from, std::size_t count, void* target) {
        auto& rows = *static_cast<std::vector<row>*>(target);
        rows.reserve(count);
        for (std::size_t at = 0; at < count; ++at)
            rows.emplace_back(in_place{from, 0, static_cast<std::uint32_t>(at)});
    }
    static void first(loaded_levels& from, std::size_t count, void* target) {
        if (count != 0) static_cast<std::optional<row>*>(target)->emplace(in_place{from, 0, 0});
    }
};

}  // namespace detail

/// Rows of a table with related rows. Immutable: each method gives a new find.
///
///     auto feed = db.find(users).where(users.name == "Ann").with(user_posts.limit(5)).all();
///     for (auto& [user, posts] : feed) ...
///
/// Sends one statement for each relation and one for the table itself, whatever the number of rows; the
/// relations of one depth travel together. Each statement sees the database as it is when it runs; for
/// one common state run it in db.transaction() with isolation repeatable_read.
///
/// Owns:     the values given to it. Tables and columns only lend names with static storage.
template <class Session, class Level, class Into>
class [[nodiscard(
    "orm: nothing is sent yet: end with .all(), .first(), .one() or .stream()")]] find_statement
    : public loading_words<find_statement<Session, Level, Into>> {
public:
    using session_type = Session;
    using level_type = Level;
    using layout = detail::layout<Level, Into>;
    using row = typename layout::row;
    static constexpr bool may_have_several_rows = true;

    constexpr find_statement(Session session, const token& table, Level level)
        : session_(session), table_(table), level_(std::move(level)) {}

    /// Every row, in a std::vector.
    std::vector<row> all(source_location where = source_location::current()) const {
        std::vector<row> rows;
        static_cast<void>(rule::query_without_database<is_bound>{});
        static_cast<void>(broken{});
        if constexpr (is_complete) load_all(rows, where);
        return rows;
    }

    /// The first row with its related rows, or nothing.
    std::optional<row> first(source_location where = source_location::current()) const {
        std::optional<row> found;
        static_cast<void>(rule::query_without_database<is_bound>{});
        static_cast<void>(broken{});
        if constexpr (is_complete) load_one(found, where, detail::wanted_rows::first);
        return found;
    }

    /// The only row with its related rows.
    /// Throws:   no_rows, too_many_rows.
    row one(source_location where = source_location::current()) const {
        std::optional<row> found;
        static_cast<void>(rule::query_without_database<is_bound>{});
        static_cast<void>(broken{});
        if constexpr (is_complete) load_one(found, where, detail::wanted_rows::one);
        return *std::move(found);
    }

    /// The rows in batches: for more of them than memory holds. Runs in a read-only transaction with one
    /// snapshot, or in the transaction that it is part of.
    ///
    ///     for (auto& [user, posts] : db.find(users).with(user_posts).stream()) ...
    ///
    /// Takes:    batch, how many rows of the table are loaded together with what belongs to them.
    auto stream(std::size_t batch = 1'000,
                source_location where = source_location::current()) const {
        static_cast<void>(rule::query_without_database<is_bound>{});
        static_cast<void>(broken{});
        return stream_find(*this, batch, where);
    }

    /// Rows become Struct, a plain struct: each member takes the column, the extra or the relation that has
    /// its name. Only the columns that it names are read. Relations without as<"name">() take the members
    /// that are left, in order; their rows may be structs again.
    ///
    ///     struct PostTitle { std::string title; };
    ///     struct Author { std::string name; std::vector<PostTitle> posts; };
    ///     db.find(users).with(user_posts).as<Author>().all();
    ///
    /// Rejects:  a member that nothing fills (member_has_a_source, struct_does_not_hold_itself) or that
    ///           cannot hold it (member_takes_the_value); a relation without a member.
    template <class Struct>
    constexpr auto as() const {
        return find_statement<Session, Level, Struct>(session_, table_, level_);
    }

    constexpr const Session& session() const { return session_; }
    constexpr const Level& level() const { return level_; }
    constexpr const token& table() const { return table_; }

    template <class Changed>
    constexpr auto with_level(Changed changed) const {
        return find_statement<Session, Changed, Into>(session_, table_, std::move(changed));
    }

private:
    static constexpr bool is_bound = !std::is_same_v<Session, no_session>;
    /// What the struct of as<>() does wrong.
    using broken = typename detail::spoken_rule<Into, Level>::type;
    static constexpr bool is_complete = is_bound && std::is_same_v<broken, detail::no_rule>;

    void load_all(std::vector<row>& rows, source_location where) const {
        detail::running_find<find_statement> running(*this, where, detail::wanted_rows::all);
        running.loader.decode(&detail::find_reader<layout>::all, &rows);
    }
    void load_one(std::optional<row>& found, source_location where,
                  detail::wanted_rows wanted) const {
        detail::running_find<find_statement> running(*this, where, wanted);
        running.loader.decode(&detail::find_reader<layout>::first, &found);
    }

    Session session_;
    token table_;
    Level level_;
};

/// Starts a find; db.find(users) calls it.
template <class Session, table_like Table>
constexpr auto start_find(Session session, const Table& table) {
    using sources = orm::sources<source<detail::model_of<Table>, false>>;
    auto level = detail::start_level<sources>(detail::columns_token(table));
    return find_statement<Session, decltype(level), detail::no_struct>(
        session, detail::table_token(table), std::move(level));
}

/// A find that is not bound to a database.
template <table_like Table>
constexpr auto find(const Table& table) {
    return start_find(no_session{}, table);
}

}  // namespace orm
