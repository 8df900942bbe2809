// SPDX-License-Identifier: MIT
// Runs the statements of a find: one flush for each depth, on one connection.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <orm/core/replace.hpp>
#include <orm/driver/postgres/pipeline.hpp>
#include <orm/relations/bound_key.hpp>
#include <orm/relations/layout.hpp>
#include <orm/relations/level_plan.hpp>
#include <orm/relations/pending_level.hpp>
#include <orm/session/execution.hpp>

namespace orm::detail {

/// How many rows the root may have.
enum class wanted_rows : unsigned char { all, first, one };

template <class = void>
class basic_find_loader;
using find_loader = basic_find_loader<>;

/// Loads all levels of a find. Nothing here depends on the types of its rows.
template <class>
class basic_find_loader {
public:
    basic_find_loader(const session& from, source_location where)
        : comment_(from.comment),
          context_(from.context(where)),
          lease_(*from.source, context_),
          types_(*lease_, context_) {}

    /// Takes:    plans in the order in which a walk meets them, parents before children.
    /// Throws:   for wanted_rows::one no_rows and too_many_rows, before a child is loaded.
    void load(level_plan* plans, loaded_level* levels, pending_slot* pending, std::size_t count,
              wanted_rows wanted) {
        plans_ = plans;
        levels_ = levels;
        pending_ = pending;
        count_ = count;
        place_keys(plans, count);
        load_root(wanted);
        for (std::uint16_t depth = 1; load_depth(depth);) ++depth;
    }

    /// Opens a cursor on the root's rows.
    void declare(level_plan* plans, pending_slot* pending, std::size_t count,
                 const std::string& cursor) {
        plans_ = plans;
        pending_ = pending;
        count_ = count;
        place_keys(plans, count);
        pending_[0].make(&types_);
        build(0);
        lease_->execute("declare " + cursor + " no scroll cursor for " + sql_of(0),
                        pending_[0]->parameters(), context_);
    }

    /// Loads the next rows of a cursor, and all levels below them.
    void load_fetched(level_plan* plans, loaded_level* levels, pending_slot* pending,
                      std::size_t count, const std::string& fetch) {
        plans_ = plans;
        levels_ = levels;
        pending_ = pending;
        count_ = count;
        place_keys(plans, count);
        levels_[0].answer = lease_->execute(fetch, {}, context_);
        column_check columns(levels_[0].answer, &types_);
        plans_[0].check(plans_[0], columns);
        columns.require_fit(fetch, context_.where);
        for (std::uint16_t depth = 1; load_depth(depth);) ++depth;
    }

    /// Rows of the root that count: first() takes one.
    std::size_t root_rows() const { return row_count_of(0); }

    /// Calls read(answers, number of rows, target), and adds statement and caller to what it throws.
    void decode(void (*read)(loaded_levels&, std::size_t, void*), void* target) {
        loaded_levels from{levels_};
        try {
            read(from, root_rows(), target);
        } catch (const unexpected_null& thrown) {
            rethrow(thrown, from);
        } catch (const invalid_value& thrown) {
            rethrow(thrown, from);
        } catch (const no_rows& thrown) {
            rethrow(thrown, from);
        }
    }

private:
    template <class Error>
    ORM_COLD [[noreturn]] void rethrow(const Error& thrown, const loaded_levels& from) const {
        error_details details = thrown.details();
        if (details.query.empty()) details.query = sql_of(from.current);
        details.where = context_.where;
        throw Error(std::move(details));
    }

    std::string sql_of(std::size_t level) const {
        if (level >= count_ || !pending_[level].is_made()) return {};
        std::string text;
        render_outline(&pending_[level]->statement, text);
        return text;
    }
    std::size_t row_count_of(std::size_t level) const {
        const std::size_t rows = levels_[level].answer.row_count();
        return level == 0 && rows > 1 && wanted_ == wanted_rows::first ? 1 : rows;
    }

    void load_root(wanted_rows wanted) {
        wanted_ = wanted;
        plans_[0].wants_one_row = wanted == wanted_rows::first;
        pending_[0].make(&types_);
        build(0);
        take_along();
        send();
        const std::size_t rows = levels_[0].answer.row_count();
        if (wanted != wanted_rows::one || rows == 1) return;
        if (rows == 0) throw_count<no_rows>("one() found no row");
        throw_count<too_many_rows>("one() found more than one row");
    }

    template <class Error>
    ORM_COLD [[noreturn]] void throw_count(const char* message) const {
        error_details details;
        details.message = message;
        details.query = sql_of(0);
        details.where = context_.where;
        throw Error(std::move(details));
    }

    /// Relations whose key is the value of a condition `users.id = $1` need not wait for the root.
    void take_along() {
        for (std::size_t i = 1; i < count_; ++i) {
            level_plan& plan = plans_[i];
            if (plan.depth != 1 || plan.key_width != 1 || plan.parent_types[0].oid == 0) continue;
            const std::size_t parameter = bound_key(pending_[0]->statement, plan.parent_key[0]);
            const parameter_arrays& values = pending_[0]->values.finish();
            if (parameter >= values.count || values.types[parameter] != plan.parent_types[0].oid ||
                values.values[parameter] == nullptr)
                continue;
            encoder& keys = pending_[i].make(&types_).keys;
            write_vector_header(keys, 1, false, values.types[parameter]);
            keys.integer(values.lengths[parameter]);
            keys.bytes(
                {values.values[parameter], static_cast<std::size_t>(values.lengths[parameter])});
            plan.keys.oids[0] = plan.parent_types[0].array_oid(&types_);
            plan.keys.values[0] = {keys.data(), keys.size()};
            build(i);
        }
    }

    bool load_depth(std::uint16_t depth) {
        bool is_there = false;
        for (std::size_t i = 1; i < count_; ++i) {
            if (plans_[i].depth != depth) continue;
            is_there = true;
            const bool was_taken_along = pending_[i].is_made();
            gather(i);
            if (was_taken_along) attach(i, true);
            else if (levels_[i].index.group_count() != 0) {
                encode_keys(i);
                build(i);
            }
        }
        send();
        for (std::size_t i = 1; i < count_; ++i)
            if (plans_[i].depth == depth && levels_[i].answer && !levels_[i].index.is_attached())
                attach(i, false);
        return is_there;
    }

    void gather(std::size_t level) {
        const std::size_t parent = plans_[level].parent;
        // A parent that had no keys itself was not asked for.
        const std::size_t rows = levels_[parent].answer ? row_count_of(parent) : 0;
        levels_[level].index.gather(levels_[parent].answer, rows, plans_[level].parent_cells);
    }

    void encode_keys(std::size_t level) {
        level_plan& plan = plans_[level];
        encoder& keys = pending_[level].make(&types_).keys;
        std::size_t ends[max_key_width] = {};
        for (std::size_t part = 0; part < plan.key_width; ++part) {
            plan.keys.oids[part] = plan.parent_types[part].array_oid(&types_);
            levels_[level].index.encode_keys(keys, part);
            ends[part] = keys.size();
        }
        for (std::size_t part = 0; part < plan.key_width; ++part) {
            const std::size_t begin = part == 0 ? 0 : ends[part - 1];
            plan.keys.values[part] = {keys.data() + begin, ends[part] - begin};
        }
    }

    /// Walks through a level's statement: its tokens and values.
    void build(std::size_t level) {
        level_plan& plan = plans_[level];
        pending_level& made = *pending_[level];
        try {
            plan.visit(plan, made.statement);
        } catch (const invalid_value& refused) {
            rethrow_refused(refused, made.statement, 0, context_.where);
        }
        const parameter_arrays& arrays = made.values.finish();
        std::uint64_t seed = plan.seed;
        for (std::size_t i = 0; i < arrays.count; ++i) seed = step(seed, arrays.types[i]);
        made.shape = shape_of(made.statement, seed);
        pending_[level].is_queued = true;
    }

    driver::postgres::prepared_statement& prepare(pending_level& level) {
        if (comment_ != nullptr) [[unlikely]] {
            const commented_outline source{level.statement, comment_->text};
            level.shape = mix_text(level.shape, comment_->text);
            level.prepared = &lease_->prepare({level.shape, &source, &render_commented});
        } else {
            level.prepared = &lease_->prepare({level.shape, &level.statement, &render_outline});
        }
        return *level.prepared;
    }

    /// Runs all that is queued.
    void send() {
        std::size_t queued = 0;
        for (std::size_t i = 0; i < count_; ++i) queued += pending_[i].is_queued ? 1 : 0;
        const bool is_unique = comment_ != nullptr && comment_->is_unique;
        if (queued <= 1 || is_unique || !run_together())
            for (std::size_t i = 0; i < count_; ++i)
                if (pending_[i].is_queued) run_alone(i, is_unique);
        for (std::size_t i = 0; i < count_; ++i)
            if (orm::detail::replace(pending_[i].is_queued, false)) check(i);
    }

    void run_alone(std::size_t level, bool is_unique) {
        pending_level& made = *pending_[level];
        if (!is_unique) [[likely]] {
            levels_[level].answer = lease_->execute(prepare(made), made.parameters(), context_);
            return;
        }
        std::string text;
        const commented_outline source{made.statement, comment_->text};
        render_commented(&source, text);
        levels_[level].answer = lease_->execute(text, made.parameters(), context_);
    }

    /// One flush. Gives false when a plan went stale: then nothing has happened yet.
    bool run_together() {
        try {
            driver::postgres::pipeline flush(*lease_, context_);
            for (std::size_t i = 0; i < count_; ++i)
                if (pending_[i].is_queued)
                    flush.send(prepare(*pending_[i]), pending_[i]->parameters());
            for (std::size_t i = 0; i < count_; ++i)
                if (pending_[i].is_queued) levels_[i].answer = flush.collect();
            return true;
        } catch (const error& failure) {
            const bool is_stale = failure.sqlstate() == "0A000" || failure.sqlstate() == "26000";
            if (!is_stale || lease_->status() != driver::postgres::transaction_status::idle) throw;
            return false;
        }
    }

    /// Compares the columns with the row, once per prepared statement.
    void check(std::size_t level) {
        const level_plan& plan = plans_[level];
        driver::postgres::prepared_statement* const prepared = pending_[level]->prepared;
        // Many other statements may have taken its place in the cache by now.
        const bool is_known = prepared != nullptr && prepared->shape == pending_[level]->shape;
        if (is_known && prepared->result_types_checked) [[likely]]
            return;
        column_check columns(levels_[level].answer, &types_);
        plan.check(plan, columns);
        columns.require_fit(sql_of(level), context_.where);
        if (is_known) prepared->result_types_checked = true;
    }

    void attach(std::size_t level, bool may_lose) {
        const level_plan& plan = plans_[level];
        const std::size_t lost =
            levels_[level].index.attach(levels_[level].answer, plan.key_cell, plan.is_ordinal);
        if (lost != 0 && !may_lose) throw_lost(level);
    }

    ORM_COLD [[noreturn]] void throw_lost(std::size_t level) const {
        error_details details;
        details.message =
            "the database finds keys equal whose bytes differ (a collation that is not "
            "deterministic?); rows cannot be told apart";
        details.query = sql_of(level);
        details.where = context_.where;
        throw error(std::move(details));
    }

    const comment_text* comment_;
    driver::postgres::execution_context context_;
    driver::postgres::lease lease_;
    type_catalog types_;
    level_plan* plans_ = nullptr;
    loaded_level* levels_ = nullptr;
    std::size_t count_ = 0;
    wanted_rows wanted_ = wanted_rows::all;
    pending_slot* pending_ = nullptr;
};

}  // namespace orm::detail
