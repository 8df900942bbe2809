// SPDX-License-Identifier: MIT
// Writes tokens as SQL text of PostgreSQL.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <orm/expr/outline.hpp>
#include <orm/render/sql_text.hpp>
#include <orm/sql/quote.hpp>

namespace orm {

/// Writes the spans of an outline. Values only count as placeholders.
class text_writer {
public:
    constexpr void write(const outline& statement) {
        for (const token_span& span : statement)
            for (const token* item = span.begin; item != span.end; ++item) write(*item);
    }

    constexpr sql_text take() && { return std::move(out_); }

private:
    constexpr void write(const token& item) {
        switch (item.kind) {
            case token_kind::text: out_ += std::string_view(item.name); return;
            case token_kind::column: write_column(item, item.name); return;
            case token_kind::columns: write_columns(item); return;
            case token_kind::table: write_table(item); return;
            case token_kind::identifier: quote(item.name); return;
            case token_kind::parameter: write_placeholder(); return;
            case token_kind::bare_names:
            case token_kind::table_names:
            case token_kind::restore_names: change_names(item.kind); return;
            case token_kind::column_list:
            case token_kind::value_list:
            case token_kind::assignments: write_fields(item); return;
            case token_kind::piece: write_piece(item); return;
            case token_kind::owned_text: out_ += std::string_view(item.name); return;
            case token_kind::nested: return;  // outline::nest() has replaced it
        }
    }

    constexpr void quote(const char* name) { lexical::append_quoted(out_, name, '"'); }

    constexpr void write_column(const token& item, const char* name) {
        if (is_qualified()) {
            if (item.schema != nullptr) {
                quote(item.schema);
                out_ += '.';
            }
            quote(item.table);
            out_ += '.';
        }
        quote(name);
    }

    constexpr void write_columns(const token& item) {
        for (std::size_t i = 0; i < item.count; ++i) {
            if (i != 0) out_ += std::string_view(", ");
            write_column(item, item.names[i]);
        }
    }

    static constexpr bool has(const std::uint64_t* mask, std::size_t column) {
        return (mask[column / 64] >> column % 64 & 1U) != 0;
    }

    constexpr void write_fields(const token& item) {
        bool is_first = true;
        for (std::size_t i = 0; i < item.count; ++i) {
            if (!has(item.written, i)) continue;
            if (!is_first) out_ += std::string_view(", ");
            is_first = false;
            write_field(item, i);
        }
    }

    constexpr void write_field(const token& item, std::size_t column) {
        if (item.kind == token_kind::value_list) {
            if (has(item.given, column)) return write_placeholder();
            out_ += std::string_view("default");
            return;
        }
        quote(item.names[column]);
        if (item.kind == token_kind::column_list) return;
        out_ += std::string_view(" = ");
        write_placeholder();
    }

    constexpr void write_table(const token& item) {
        if (item.schema != nullptr) {
            quote(item.schema);
            out_ += '.';
        }
        quote(item.name);
        if (std::string_view(item.table) == item.name) return;
        out_ += ' ';
        quote(item.table);
    }

    constexpr void write_piece(const token& item) {
        for (std::size_t i = 0; i < item.count; ++i) {
            out_ += item.name[i];
            if (item.name[i] == '{' || item.name[i] == '}') ++i;
        }
    }

    constexpr void write_placeholder() {
        char digits[8] = {};
        std::size_t count = 0;
        for (std::size_t rest = ++parameter_count_; rest != 0; rest /= 10)
            digits[count++] = static_cast<char>('0' + rest % 10);
        out_ += '$';
        while (count != 0) out_ += digits[--count];
    }

    /// The way names are written is a stack of bits, innermost lowest: 1 is "table"."column".
    constexpr bool is_qualified() const { return (names_ & 1U) != 0; }
    constexpr void change_names(token_kind kind) {
        if (kind == token_kind::restore_names) names_ >>= 1U;
        else names_ = (names_ << 1U) | (kind == token_kind::table_names ? 1U : 0U);
    }

    sql_text out_;
    std::size_t parameter_count_ = 0;
    std::uint64_t names_ = 1;
};

/// The text of an outline.
constexpr sql_text write_sql(const outline& statement) {
    text_writer writer;
    writer.write(statement);
    return std::move(writer).take();
}

/// The SQL text of a statement, with `$n` for its values. Works at compile time for statements whose
/// values are all parameters.
///
///     static_assert(orm::to_sql(by_email) == R"(select "id", ... where "user"."email" = $1)");
template <class Statement>
constexpr sql_text to_sql(const Statement& statement) {
    static_cast<void>(typename Statement::template complete_rule<false>{});
    outline walked;
    statement.visit(walked);
    return write_sql(walked);
}

}  // namespace orm
