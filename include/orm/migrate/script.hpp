// SPDX-License-Identifier: MIT
// A migration's statements, grouped by the transactions that they run in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <orm/migrate/folder.hpp>
#include <orm/migrate/statement_kind.hpp>
#include <orm/sql/split.hpp>

namespace orm::migration {

/// One statement that is sent to the server. A file may hold a million, so they are small.
struct script_statement {
    std::uint32_t begin = 0;  ///< in migration_file::sql()
    std::uint32_t end = 0;
    statement_kind kind = statement_kind::ordinary;
    bool travels_alone = false;  ///< its answer does not mix with those of others
};

/// Statements that succeed or fail together.
struct script_segment {
    std::size_t first = 0;  ///< positions in script::statements, `[first, last)`
    std::size_t last = 0;
    bool in_transaction = true;
    bool rolls_back = false;  ///< the file's own ROLLBACK ends it
};

/// A migration, ready to run.
///
/// Owns:     nothing of the text; the file must outlive the script.
struct script {
    std::string_view text;
    std::vector<script_statement> statements;
    std::vector<script_segment> segments;
    bool changes_session = false;
    bool sets_lock_timeout = false;

    template <class = void>
    std::string_view text_of(const script_statement& one) const {
        return text.substr(one.begin, one.end - one.begin);
    }
    /// True when everything happens or nothing: no bookkeeping beyond the tracking row is needed.
    template <class = void>
    bool is_atomic() const {
        return segments.size() <= 1 && (segments.empty() || segments.front().in_transaction);
    }
};

/// Puts a zero behind a part of a text, as libpq wants it, and gives the byte back at the end.
class zero_behind {
public:
    /// Takes:    part, a piece of bytes.
    template <class = void>
    zero_behind(std::string& bytes, std::string_view part)
        : begin_(bytes.data() + (part.data() - bytes.data())),
          end_(begin_ + part.size()),
          before_(*end_) {
        *end_ = '\0';
    }
    zero_behind(const zero_behind&) = delete;
    zero_behind& operator=(const zero_behind&) = delete;
    ~zero_behind() { *end_ = before_; }

    const char* text() const { return begin_; }

private:
    char* begin_;
    char* end_;
    char before_;
};

/// The line that keeps a whole file out of transactions.
inline constexpr std::string_view no_transaction_mark = "orm: no-transaction";

namespace detail {

/// Looks for `-- orm: no-transaction` among the comments before the first statement.
constexpr bool asks_for_no_transaction(std::string_view text) {
    lexical::lexer lexer(text);
    for (lexical::token piece = lexer.next(); lexical::detail::precedes_statement(piece.kind);
         piece = lexer.next()) {
        const bool is_comment = piece.kind == lexical::token_kind::line_comment;
        if (is_comment && lexer.text(piece).find(no_transaction_mark) != std::string_view::npos)
            return true;
    }
    return false;
}

/// Groups statements as Drizzle's one connection would see them: an outer transaction from the start,
/// which the file's own COMMIT ends. A statement that the server refuses inside a transaction parts the
/// outer one, which Drizzle cannot do.
class segment_planner {
public:
    explicit segment_planner(bool outer_transaction)
        : mode_(outer_transaction ? mode::outer : mode::none) {}

    template <class = void>
    void add(std::size_t index, const script_statement& one, std::string_view text) {
        switch (one.kind) {
            case statement_kind::begins_transaction: return begin(index);
            case statement_kind::commits_transaction: return end(index, text, false);
            case statement_kind::aborts_transaction: return end(index, text, true);
            case statement_kind::outside_transaction: return alone_unless(mode::own, index);
            case statement_kind::may_commit: return may_commit(index);
            default: return ordinary(index);
        }
    }

    template <class = void>
    std::vector<script_segment> take() {
        close();
        return std::move(segments_);
    }

private:
    /// none: every statement commits by itself; outer: the migrator's; own: the file's BEGIN.
    enum class mode { none, outer, own };

    template <class = void>
    void begin(std::size_t index) {
        if (mode_ == mode::none) mode_ = mode::own;
        extend(index);
    }

    template <class = void>
    void end(std::size_t index, std::string_view text, bool rolls_back) {
        if (mode_ == mode::none) return;
        extend(index);
        open_.rolls_back = rolls_back;
        close();
        mode_ = has_words(text, "and", "chain") ? mode::own : mode::none;
    }

    template <class = void>
    void alone_unless(mode inside, std::size_t index) {
        if (mode_ == inside) return extend(index);
        close();
        segments_.push_back({index, index + 1, false, false});
    }

    template <class = void>
    void may_commit(std::size_t index) {
        if (mode_ != mode::none) return extend(index);
        segments_.push_back({index, index + 1, false, false});
    }

    template <class = void>
    void ordinary(std::size_t index) {
        extend(index);
        if (mode_ == mode::none) close();
    }

    template <class = void>
    void extend(std::size_t index) {
        if (open_.first == open_.last) open_ = {index, index, true, false};
        open_.last = index + 1;
    }

    template <class = void>
    void close() {
        if (open_.first != open_.last) segments_.push_back(open_);
        open_ = {};
    }

    mode mode_;
    script_segment open_{};
    std::vector<script_segment> segments_;
};

template <class = void>
ORM_COLD [[noreturn]] void fail_in(const migration_file& file, std::size_t byte,
                                   std::string message, source_location where, std::string hint) {
    fail_at(std::move(message), file.sql(), byte, file.path, file.name, where, std::move(hint));
}

/// Refuses what is not SQL before anything has run.
template <class = void>
void require_sql(const migration_file& file, const lexical::statement& piece, statement_kind kind,
                 source_location where) {
    if (!piece.terminated)
        fail_in(file, piece.begin,
                "the statement that starts here has a quote or a comment that is never closed",
                where, {});
    if (kind == statement_kind::copies_from_stdin)
        fail_in(file, piece.begin,
                "COPY FROM STDIN reads lines of a psql session, which a migration is not", where,
                "use INSERT statements; pg_dump writes them with --inserts");
    if (kind == statement_kind::psql_command)
        fail_in(file, piece.begin, "a command of psql is no SQL", where,
                "remove the line; psql alone understands what starts with a backslash");
}

template <class = void>
void require_countable(const migration_file& file, source_location where) {
    if (file.bytes.size() > 0xFFFF'FFFFU)
        fail("the file is larger than 4 GiB", {file.name, file.path, 0, 0, {}}, where,
             "load data in pieces, or with COPY from a program");
}

}  // namespace detail

/// Cuts a file into statements and groups them.
///
/// Throws:   migration_error with the line for what is not SQL: psql commands, COPY FROM STDIN, an open
///           quote.
template <class = void>
script read_script(const migration_file& file, source_location where) {
    script made;
    made.text = file.sql();
    detail::require_countable(file, where);
    detail::segment_planner planner(!detail::asks_for_no_transaction(made.text));
    lexical::each_statement(
        made.text, lexical::breakpoints::marked, [&](const lexical::statement& piece) {
            if (piece.is_empty()) return;
            const std::string_view text = piece.in(made.text);
            const script_statement one{static_cast<std::uint32_t>(piece.begin),
                                       static_cast<std::uint32_t>(piece.end), kind_of(text),
                                       copies(text)};
            detail::require_sql(file, piece, one.kind, where);
            planner.add(made.statements.size(), one, text);
            made.statements.push_back(one);
            made.changes_session = made.changes_session || changes_session(text);
        });
    made.segments = planner.take();
    made.sets_lock_timeout = detail::mentions(made.text, "lock_timeout");
    return made;
}

}  // namespace orm::migration
