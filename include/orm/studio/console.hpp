// SPDX-License-Identifier: MIT
// The SQL console: several statements, one result each, and plans.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/sql/split.hpp>
#include <orm/studio/error_json.hpp>
#include <orm/studio/read_guard.hpp>

namespace orm::studio {

/// What a result may weigh: the rest is not read from the server.
inline constexpr std::size_t max_console_rows = 1'000;
inline constexpr std::size_t max_console_bytes = 6 * 1024 * 1024;
inline constexpr std::size_t max_console_cell = 64 * 1024;

namespace detail {

/// Rows of one statement on their way to the page.
class console_result {
public:
    /// Gives:    false when no more rows are wanted.
    bool take(const postgres::result& part) {
        if (columns_.is_null()) take_columns(part);
        for (std::size_t row = 0; row < part.row_count(); ++row) {
            if (rows_.size() >= max_console_rows || bytes_ >= max_console_bytes) {
                is_cut_ = true;
                return false;
            }
            rows_.push_back(take_row(part, row));
        }
        return true;
    }

    json to_json() { return {{"columns", columns_}, {"rows", std::move(rows_)}, {"cut", is_cut_}}; }

    bool has_columns() const { return !columns_.is_null() && !columns_.empty(); }

private:
    void take_columns(const postgres::result& part) {
        columns_ = json::array();
        for (std::size_t i = 0; i < part.column_count(); ++i)
            columns_.push_back({{"name", std::string(part.column_name(i))},
                                {"type", std::to_string(part.column_oid(i))}});
    }

    json take_row(const postgres::result& part, std::size_t row) {
        json cells = json::array();
        for (std::size_t i = 0; i < part.column_count(); ++i) {
            bytes_ += part.bytes(row, i).size + 8;
            if (part.bytes(row, i).size <= max_console_cell) cells.push_back(cell_at(part, row, i));
            else
                cells.push_back(std::string(text_at(part, row, i).substr(0, max_console_cell)) +
                                "…");
        }
        return cells;
    }

    json columns_;
    json rows_ = json::array();
    std::size_t bytes_ = 0;
    bool is_cut_ = false;
};

/// Numbers of types become names.
inline void name_types(session& talk, json& result) {
    if (!result.contains("columns") || result["columns"].empty()) return;
    for (json& column : result["columns"]) {
        text_values values;
        values.add(column["type"].get<std::string>());
        column["type"] = talk.value("select format_type($1::oid, null)", values);
    }
}

/// A query is read through a cursor, so that only what is shown is fetched. DECLARE takes nothing that
/// writes, which is a second guard.
inline json run_query(session& talk, const std::string& sql) {
    console_result found;
    talk.run("declare studio_rows no scroll cursor for " + sql);
    // Few rows first, for they may be wide: what is fetched is in memory at once.
    for (std::size_t batch = 8;; batch = std::min<std::size_t>(2 * batch, 256)) {
        const postgres::result part =
            talk.run("fetch " + std::to_string(batch) + " from studio_rows");
        if (!found.take(part) || part.row_count() < batch) break;
    }
    talk.run("close studio_rows");
    return found.to_json();
}

inline json run_other(session& talk, const std::string& sql) {
    console_result found;
    const postgres::result all = talk.run(sql);
    found.take(all);
    json made = found.has_columns() ? found.to_json() : json::object();
    made["command"] = std::string(all.command_tag());
    return made;
}

inline void refuse_transaction_words(const statement_words& found) {
    const std::string& first = found.words.empty() ? std::string() : found.words[0];
    if (is_one_of(first, {"begin", "start", "commit", "end", "rollback", "abort", "savepoint",
                          "release", "prepare"}))
        throw refusal(400,
                      "the console makes the transaction itself: the switch beside Run says "
                      "whether all statements share one");
    if (first == "copy") throw refusal(400, "COPY moves files on the server; use psql for it");
}

inline std::string explain_prefix(const std::string& mode) {
    return mode == "analyze" ? "explain (analyze, buffers, format json) "
                             : "explain (format json) ";
}

}  // namespace detail

/// One run of the console.
class console_run {
public:
    console_run(access& database, const json& asked_for)
        : database_(database),
          script_(asked::text(asked_for, "sql")),
          mode_(asked::text_or(asked_for, "mode", "run")),
          name_(asked::text_or(asked_for, "id", "")),
          is_atomic_(asked::flag(asked_for, "atomic", true)) {
        for (const lexical::statement& each : lexical::split_statements(script_))
            if (!each.is_empty()) statements_.push_back(each);
        if (statements_.empty()) throw refusal(400, "there is no statement to run");
    }

    /// Gives:    `{"results":[...]}`, one for each statement up to the first that failed.
    json run() {
        if (!database_.may_write() || mode_ != "run") run_reading();
        else if (is_atomic_) run_together();
        else run_apart();
        return {{"results", std::move(results_)}, {"statements", statements_.size()}};
    }

private:
    void run_reading() {
        for (const lexical::statement& each : statements_) {
            const bool went_well = guarded(each, [&](json& made) {
                const std::string text(each.in(script_));
                if (database_.may_write()) made.update(measured(text));
                else made.update(read_one(text));
            });
            if (!went_well) return;
        }
    }

    json read_one(const std::string& text) {
        return database_.read(
            [&](session& talk) {
                require_reading(talk, text);
                return mode_ == "run" ? run_one(talk, text) : plan_of(talk, text);
            },
            console_timeout, name_);
    }

    /// In a transaction that is rolled back: EXPLAIN ANALYZE of an INSERT leaves nothing behind.
    json measured(const std::string& text) {
        json made;
        database_.write(
            [&](session& talk) {
                made = plan_of(talk, text);
                return false;
            },
            console_timeout, name_);
        return made;
    }

    json plan_of(session& talk, const std::string& text) const {
        const std::string plan = talk.value(detail::explain_prefix(mode_) + text);
        return {{"plan", json::parse(plan, nullptr, false)}};
    }

    void run_together() {
        try {
            database_.write(
                [&](session& talk) {
                    for (const lexical::statement& each : statements_)
                        if (!guarded(each, [&](json& made) { made.update(write_one(talk, each)); }))
                            return false;
                    return true;
                },
                console_timeout, name_);
        } catch (const refusal&) {
            throw;
        } catch (const error& failure) {
            // The commit failed: a deferred constraint, or the connection.
            results_.push_back({{"sql", "commit"}, {"error", error_json(failure)}});
        }
        if (!results_.empty() && results_.back().contains("error"))
            results_.back()["rolledBack"] = true;
    }

    void run_apart() {
        database_.write_freely(
            [&](session& talk) {
                for (const lexical::statement& each : statements_) {
                    const bool went_well = guarded(each, [&](json& made) {
                        const statement_words found = words_of(each.in(script_));
                        detail::refuse_transaction_words(found);
                        made.update(detail::run_other(talk, std::string(each.in(script_))));
                        detail::name_types(talk, made);
                    });
                    if (!went_well) return;
                }
            },
            console_timeout, name_);
    }

    json write_one(session& talk, const lexical::statement& each) {
        const std::string text(each.in(script_));
        detail::refuse_transaction_words(words_of(text));
        json made = run_one(talk, text);
        if (talk.connection().status() != postgres::transaction_status::in_transaction)
            throw error("the statement ended the transaction; the rest was not run",
                        source_location{});
        return made;
    }

    static json run_one(session& talk, const std::string& text) {
        const statement_words found = words_of(text);
        const bool is_select_into =
            std::find(found.words.begin(), found.words.end(), "into") != found.words.end();
        json made = is_query(found) && !writes_in_with(found) && !is_select_into
                        ? detail::run_query(talk, text)
                        : detail::run_other(talk, text);
        detail::name_types(talk, made);
        return made;
    }

    /// Gives:    false when the statement failed; its result says why.
    template <class Function>
    bool guarded(const lexical::statement& each, Function function) {
        json made = {{"sql", std::string(each.in(script_))}, {"begin", each.begin}};
        const auto begin = std::chrono::steady_clock::now();
        bool went_well = true;
        try {
            function(made);
        } catch (const error& failure) {
            made["error"] = error_json(failure);
            went_well = false;
        }
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - begin;
        made["ms"] = took.count();
        results_.push_back(std::move(made));
        return went_well;
    }

    access& database_;
    std::string script_;
    std::string mode_;
    std::string name_;
    bool is_atomic_;
    std::vector<lexical::statement> statements_;
    json results_ = json::array();
};

}  // namespace orm::studio
