// SPDX-License-Identifier: MIT
// Values that are refused before anything is sent: which parameter, for which column, of which row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <orm/core/error.hpp>
#include <orm/core/joined_text.hpp>
#include <orm/core/source_location.hpp>
#include <orm/expr/outline.hpp>
#include <orm/types/parameter_list.hpp>

namespace orm::detail {

/// A value that is refused before there is a text knows the caller only.
template <class = void>
ORM_COLD [[noreturn]] void rethrow_at(const invalid_value& thrown, source_location where) {
    error_details details = thrown.details();
    details.where = where;
    throw invalid_value(std::move(details));
}

/// Finds the column that a statement's parameter is written to or compared with: `"age" = $1`. What stands
/// further away says nothing of it.
class column_finder {
public:
    /// Takes:    number, counted from 1.
    explicit column_finder(std::size_t number) : left_(number) {}

    /// Gives:    nullptr where no column is near.
    const char* find_in(const outline& statement) {
        for (const token_span& span : statement)
            for (const token* item = span.begin; item != span.end; ++item, ++tokens_since_)
                if (passes(*item)) return tokens_since_ <= only_an_operator ? column_ : nullptr;
        return nullptr;
    }

private:
    static constexpr std::size_t only_an_operator = 2;

    void see(const char* column) {
        column_ = column;
        tokens_since_ = 0;
    }
    bool passes(const token& item) {
        switch (item.kind) {
            case token_kind::column:
            case token_kind::identifier: see(item.name); return false;
            case token_kind::parameter: return --left_ == 0;
            case token_kind::value_list: return passes(item, item.given);
            case token_kind::assignments: return passes(item, item.written);
            default: return false;
        }
    }
    bool passes(const token& columns, const std::uint64_t* given) {
        for (std::size_t i = 0; given != nullptr && i < columns.count; ++i) {
            if ((given[i / 64] >> i % 64 & 1U) == 0) continue;
            see(columns.names[i]);
            if (--left_ == 0) return true;
        }
        return false;
    }

    std::size_t left_;
    const char* column_ = nullptr;
    std::size_t tokens_since_ = 0;
};

/// Throws what walking a statement threw, with the caller's line, the parameter and its column.
///
/// Takes:    first_value, how many values there were before this statement.
template <class = void>
ORM_COLD [[noreturn]] void rethrow_refused(const invalid_value& thrown, const outline& walked,
                                           std::size_t first_value, source_location where) {
    const parameter_list* const values = walked.parameters();
    if (values == nullptr || !values->is_adding() || !thrown.column().empty())
        rethrow_at(thrown, where);
    const std::size_t number = values->count() - first_value + 1;
    const char* const column = column_finder(number).find_in(walked);
    error_details details = thrown.details();
    if (column != nullptr) details.column = column;
    const std::string named = column == nullptr ? "" : joined_text({", column \"", column, "\""});
    details.message = joined_text({"parameter $", number, named, ": ", details.message});
    details.where = where;
    throw invalid_value(std::move(details));
}

}  // namespace orm::detail
