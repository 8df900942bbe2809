// SPDX-License-Identifier: MIT
// orm::unsafe_raw(): SQL text made at run time. Search for its name to find every place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/expr/run_time.hpp>
#include <orm/query/raw_sql.hpp>
#include <orm/sql/utf8.hpp>

namespace orm {

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void throw_unsafe_raw(const char* problem) {
    throw invalid_value(std::string("orm::unsafe_raw() was given text that ") + problem);
}

/// Text cut at its placeholders: pieces with a NUL behind each, in one buffer.
class cut_text {
public:
    template <class = void>
    explicit cut_text(std::string_view text) {
        if (lexical::first_invalid_byte(text) != text.size())
            throw_unsafe_raw("holds a NUL or invalid UTF-8");
        starts_.push_back(0);
        for (std::size_t i = 0; i < text.size(); ++i) i += read(text, i);
        buffer_ += '\0';
    }

    std::size_t placeholder_count() const { return starts_.size() - 1; }

    template <class = void>
    token piece(std::size_t number) const {
        token made = plain_token(token_kind::owned_text);
        made.name = buffer_.data() + starts_[number];
        return made;
    }

private:
    /// Gives how many characters were read besides this one.
    template <class = void>
    std::size_t read(std::string_view text, std::size_t at) {
        const char now = text[at];
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        const bool is_brace = now == '{' || now == '}';
        if (now == '{' && next == '}') {
            buffer_ += '\0';
            starts_.push_back(buffer_.size());
            return 1;
        }
        if (is_brace && next != now) throw_unsafe_raw("has a single brace; write two for one");
        buffer_ += now;
        return is_brace ? 1 : 0;
    }

    std::string buffer_;
    std::vector<std::size_t> starts_;
};

/// The run of unsafe_raw(): the pieces of its text, and between them the tokens of its arguments.
template <class Values>
class unsafe_content final : public run_time_content {
public:
    unsafe_content(std::string_view text, std::size_t arguments, Values values)
        : text_(text), values_(ORM_PASS(values)) {
        if (text_.placeholder_count() != arguments)
            throw_unsafe_raw("has another number of placeholders {} than arguments");
        sql_.push_back(text_.piece(0));
    }

    void add_argument(const token* begin, const token* end) {
        sql_.insert(sql_.end(), begin, end);
        sql_.push_back(text_.piece(++count_));
    }

    const token* begin() const override { return sql_.data(); }
    const token* end() const override { return sql_.data() + sql_.size(); }
    void bind(outline& statement) const override { values_.bind(statement); }

private:
    cut_text text_;
    Values values_;
    std::vector<token> sql_;
    std::size_t count_ = 0;
};

template <class Result, class... Parts>
auto make_unsafe_raw(std::string_view text, Parts... parts) {
    auto values = join_part_values(parts...);
    auto* const content =
        new unsafe_content<decltype(values)>(text, sizeof...(Parts), ORM_PASS(values));
    (content->add_argument(parts.sql.begin(), parts.sql.end()), ...);
    const run_time_values held(content);
    using tables = typename joined_columns<typename Parts::facts_type::tables...>::type;
    return raw_sql<Result, tables, 1, run_time_values>(run_time_place, held);
}

}  // namespace detail

/// Raw SQL whose text is made at run time. Whoever can change the text can run any SQL, so no input
/// belongs into it: put values into the arguments, as with orm::sql().
///
///     db.all(orm::unsafe_raw<std::int64_t>(report.sql_text, since))
///
/// Throws:   invalid_value for another number of `{}` than arguments, a single brace, NUL, no UTF-8.
template <class... Types, class... Arguments>
auto unsafe_raw(std::string_view text, const Arguments&... arguments) {
    return detail::make_unsafe_raw<detail::raw_result<Types...>>(
        text, detail::raw_argument_part(arguments)...);
}

}  // namespace orm
