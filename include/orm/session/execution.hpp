// SPDX-License-Identifier: MIT
// One statement on its way to a connection and back. Nothing here depends on the statement's type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <orm/session/check_columns.hpp>
#include <orm/session/refused_value.hpp>
#include <orm/session/result_cache.hpp>
#include <orm/session/session.hpp>
#include <orm/session/statement_text.hpp>
#include <orm/session/type_catalog.hpp>

namespace orm::detail {

class execution;

/// Values for the named parameters of a statement; none for most.
struct named_values {
    const named_value* values = nullptr;
    std::size_t count = 0;
    /// Of a statement that is kept, see outline::keep_shape_in().
    std::uint64_t* shape = nullptr;
};

/// A statement without its type: something that fills an outline.
struct walkable {
    const void* statement;
    void (*visit)(const void* statement, outline& walked);
};

/// What a file that runs queries calls through a pointer instead of compiling it: the driver, the
/// writer of SQL text, and the errors. Saves 0.25 s for every such file.
struct execution_functions {
    void (*send)(execution&, const walkable&, const named_values&, std::uint64_t seed);
    void (*check)(execution&, const driver::postgres::result&, void (*visit)(column_check&));
    void (*rethrow)(const execution&);
    void (*refuse_value)(const invalid_value&, const outline& walked, std::size_t first_value,
                         source_location);
    void (*refuse_row_count)(const execution&);
    std::uint32_t (*oid_of)(execution&, const char* type_name);
    std::string (*name_of)(execution&, std::uint32_t oid);
};

/// Tells the cache, if there is one, that a statement has run.
template <class = void>
void tell_watcher(const driver::postgres::connection_source& source,
                  const outline& statement) noexcept {
    if (auto* const watcher = static_cast<write_watcher*>(source.extension()))
        watcher->ran(statement);
}

/// One execution. It borrows a connection when it first needs one, and keeps it until its end.
class execution final : private type_resolver {
public:
    execution(const session& from, source_location where)
        : from_(from), context_(from.context(where)), values_(this) {}
    execution(const execution&) = delete;
    execution& operator=(const execution&) = delete;

    parameter_list& values() { return values_; }
    type_resolver* resolver() { return this; }

    /// Runs a statement whose values went into values().
    template <class = void>
    void send(const walkable& statement, const named_values& named, std::uint64_t seed) {
        from_.functions->send(*this, statement, named, seed);
    }
    template <class = void>
    void send_now(const walkable& statement, const named_values& named, std::uint64_t seed) {
        outline walked(&values_);
        values_.name_values(named.values, named.count);
        walked.keep_shape_in(named.shape);
        try {
            statement.visit(statement.statement, walked);
        } catch (const invalid_value& refused) {
            rethrow_refused(refused, walked, 0, context_.where);
        }
        send_now(walked, seed);
    }
    template <class = void>
    void send_now(const outline& statement, std::uint64_t seed) {
        const driver::postgres::parameters sent = collected_values();
        if (from_.cache_for.count() != 0) [[unlikely]]
            if (is_answered_by_cache(statement, seed, sent)) return;
        if (from_.source->extension() != nullptr) [[unlikely]]
            return run_watched(statement, seed, sent);
        run(statement, seed, sent);
    }

    /// As send(), without a look at the cache.
    template <class = void>
    void run(const outline& statement, std::uint64_t seed,
             const driver::postgres::parameters& values) {
        if (from_.comment != nullptr && from_.comment->is_unique) [[unlikely]]
            return send_unprepared(statement, values);
        driver::postgres::prepared_statement& found = find(statement, seed);
        answer_ = connection().execute(found, values, context_);
    }

    /// As send(), for who runs the statement in another way: finds it and collects its values.
    template <class = void>
    driver::postgres::parameters prepare(const outline& statement, std::uint64_t seed) {
        const driver::postgres::parameters sent = collected_values();
        find(statement, seed);
        return sent;
    }

    /// The connection, borrowed now if it was not before.
    template <class = void>
    driver::postgres::connection& connection() {
        if (!lease_) lease_ = driver::postgres::lease(*from_.source, context_);
        return *lease_;
    }

    driver::postgres::result take_answer() { return std::move(answer_); }
    void set_cached(cached_handle answer) { cached_ = std::move(answer); }
    void set_answer(driver::postgres::result&& answer) { answer_ = std::move(answer); }

    /// Takes:    the statement whose answer is read, or nullptr where it may be another one by now.
    void set_prepared(driver::postgres::prepared_statement* prepared) { prepared_ = prepared; }

    /// The server reads values as the types that it prepared, so they are part of the identity.
    template <class = void>
    std::uint64_t identity(const outline& statement, std::uint64_t seed) const {
        return step(types_, shape_of(statement, seed));
    }

    /// The prepared statement of this text. Gives the one that it had before, or one that is new.
    template <class = void>
    driver::postgres::prepared_statement& find(const outline& statement, std::uint64_t seed) {
        if (from_.comment != nullptr) [[unlikely]]
            return find_commented(statement, seed);
        borrow_for(statement);
        prepared_ = &connection().prepare({identity(statement, seed), &statement, &render_outline});
        return *prepared_;
    }

    driver::postgres::prepared_statement& prepared() { return *prepared_; }
    const driver::postgres::execution_context& context() const { return context_; }
    const driver::postgres::result& answer() const { return cached_ ? cached_->rows : answer_; }

    /// Compares the columns with the row, once per prepared statement.
    void check(void (*visit_columns)(column_check&)) { check(answer(), visit_columns); }
    template <class = void>
    void check(const driver::postgres::result& answer, void (*visit_columns)(column_check&)) {
        if (prepared_ != nullptr && prepared_->result_types_checked && !cached_) [[likely]]
            return;
        from_.functions->check(*this, answer, visit_columns);
    }
    template <class = void>
    ORM_COLD void check_now(const driver::postgres::result& answer,
                            void (*visit_columns)(column_check&)) {
        if (cached_ && cached_->is_checked()) return;
        if (cached_) prepared_ = nullptr;
        column_check columns(answer, this);
        visit_columns(columns);
        columns.require_fit(sql(), context_.where);
        if (cached_) cached_->set_checked();
        if (prepared_ != nullptr) prepared_->result_types_checked = true;
    }

    /// From now on the connection cannot be asked for types: it copies or streams.
    void keep_to_known_types() { has_learned_types_ = true; }

    /// Asks for the OIDs that check() will need, as long as the connection can be asked.
    template <class = void>
    ORM_COLD void learn_types(void (*visit_columns)(column_check&)) {
        if (prepared_->result_types_checked) return;
        column_check columns(this);
        visit_columns(columns);
        has_learned_types_ = true;
    }

    template <class = void>
    std::uint32_t oid_now(const char* type_name) {
        type_catalog types(connection(), context_);
        return has_learned_types_ ? types.known_oid_of(type_name) : types.oid_of(type_name);
    }

    template <class = void>
    std::string name_now(std::uint32_t oid) {
        if (has_learned_types_) return type_resolver::name_of(oid);
        return type_catalog(connection(), context_).name_of(oid);
    }

    const execution_functions& functions() const { return *from_.functions; }

    /// Called where rows are read, in a catch block: errors of decoding know neither the statement nor
    /// the caller.
    template <class = void>
    [[noreturn]] void rethrow() const {
        from_.functions->rethrow(*this);
        throw;
    }
    template <class = void>
    const std::string& sql() const {
        if (cached_) return cached_->sql;
        return prepared_ != nullptr ? prepared_->sql() : text_;
    }
    source_location where() const { return context_.where; }

private:
    template <class = void>
    driver::postgres::parameters collected_values() {
        const parameter_arrays& arrays = values_.finish();
        types_ = 0;
        for (std::size_t i = 0; i < arrays.count; ++i) types_ = step(types_, arrays.types[i]);
        return {arrays.count, arrays.types, arrays.values, arrays.lengths, nullptr, arrays.bytes};
    }

    template <class = void>
    ORM_COLD driver::postgres::prepared_statement& find_commented(const outline& statement,
                                                                  std::uint64_t seed) {
        borrow_for(statement);
        const commented_outline source{statement, from_.comment->text};
        const std::uint64_t shape = mix_text(identity(statement, seed), source.comment);
        prepared_ = &connection().prepare({shape, &source, &render_commented});
        return *prepared_;
    }

    /// Where replicas serve, a statement that only reads may go to one.
    template <class = void>
    void borrow_for(const outline& statement) {
        if (!lease_ && from_.may_read_from_replica != nullptr) [[unlikely]]
            lease_ = driver::postgres::lease(*from_.source, context_,
                                             from_.may_read_from_replica(statement));
    }

    template <class = void>
    ORM_COLD bool is_answered_by_cache(const outline& statement, std::uint64_t seed,
                                       const driver::postgres::parameters& values) {
        auto* const cache = static_cast<result_cache*>(from_.source->extension());
        return cache != nullptr && cache->answer(*this, statement, seed, values, from_.cache_for);
    }

    /// A write without an answer may have happened too.
    template <class = void>
    ORM_COLD void run_watched(const outline& statement, std::uint64_t seed,
                              const driver::postgres::parameters& values) {
        try {
            run(statement, seed, values);
        } catch (...) {
            tell_watcher(*from_.source, statement);
            throw;
        }
        tell_watcher(*from_.source, statement);
    }

    template <class = void>
    ORM_COLD void send_unprepared(const outline& statement,
                                  const driver::postgres::parameters& values) {
        borrow_for(statement);
        const commented_outline source{statement, from_.comment->text};
        render_commented(&source, text_);
        answer_ = connection().execute(text_, values, context_);
    }

    std::uint32_t oid_of(const char* type_name) override {
        return from_.functions->oid_of(*this, type_name);
    }
    std::string name_of(std::uint32_t oid) override { return from_.functions->name_of(*this, oid); }

    session from_;
    driver::postgres::execution_context context_;
    driver::postgres::lease lease_;
    parameter_list values_;
    driver::postgres::prepared_statement* prepared_ = nullptr;
    bool has_learned_types_ = false;
    std::uint64_t types_ = 0;
    std::string text_;
    driver::postgres::result answer_;
    cached_handle cached_;
};

}  // namespace orm::detail
