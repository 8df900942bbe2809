// SPDX-License-Identifier: MIT
// Reads a migration's text as statements, in the transactions that they run in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/folder.hpp>
#include <orm/migrate/segments.hpp>
#include <orm/migrate/statement_kind.hpp>
#include <orm/sql/split.hpp>

namespace orm::migration {

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
    if (kind == statement_kind::copies_by_client)
        fail_in(file, piece.begin,
                "COPY FROM STDIN and TO STDOUT need a client with data, which a migration is not",
                where, "use INSERT statements; pg_dump writes them with --inserts");
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

namespace detail {

template <class = void>
class basic_script_reader;
using script_reader = basic_script_reader<>;

/// Reads one file from its start to its end.
template <class>
class basic_script_reader {
public:
    basic_script_reader(const migration_file& file, source_location where)
        : file_(file), where_(where), plan_(!asks_for_no_transaction(file.sql())) {
        require_countable(file, where);
        made_.text = file.sql();
    }

    script read() {
        lexical::detail::splitter pieces(made_.text, lexical::breakpoints::marked);
        for (lexical::statement piece; pieces.next(piece);) {
            if (!piece.is_empty()) take(piece);
            if (ends_with(made_.text.substr(0, piece.span_end), lexical::breakpoint_mark))
                plan_.end_chunk();
            if (!piece.is_empty() && sets_kind_of_strings(piece.in(made_.text)))
                pieces.read_backslashes(asks_for_backslashes(piece.in(made_.text)));
        }
        made_.segments = plan_.take();
        made_.sets_lock_timeout = mentions(made_.text, "lock_timeout");
        return std::move(made_);
    }

private:
    void take(const lexical::statement& piece) {
        const std::string_view text = piece.in(made_.text);
        const script_statement one{static_cast<std::uint32_t>(piece.begin),
                                   static_cast<std::uint32_t>(piece.end), kind_of(text),
                                   copies(text)};
        require_sql(file_, piece, one.kind, where_);
        plan_.add(made_.statements.size(), one, text);
        made_.statements.push_back(one);
        made_.changes_session = made_.changes_session || changes_session(text);
    }

    static constexpr bool ends_with(std::string_view text, std::string_view ending) {
        return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
    }

    const migration_file& file_;
    source_location where_;
    segment_planner plan_;
    script made_;
};

}  // namespace detail

/// Cuts a file into statements and groups them.
///
/// Throws:   migration_error with the line for what is not SQL: psql commands, COPY by the client, an open
///           quote.
template <class = void>
script read_script(const migration_file& file, source_location where) {
    return detail::script_reader(file, where).read();
}

}  // namespace orm::migration
