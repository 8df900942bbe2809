// SPDX-License-Identifier: MIT
// Finds the value of a condition on a key, so that relations need not wait for the row itself.
#pragma once

#include <cstddef>
#include <string_view>

#include <orm/expr/outline.hpp>
#include <orm/query/conditions.hpp>
#include <orm/schema/column.hpp>

namespace orm::detail {

/// By text: the literals of two translation units have two addresses.
inline bool is_column_of_key(const token& item, const column_base& key) {
    return is_same_name(item.name, key.column_name) && is_same_name(item.table, key.table_name);
}

/// The position of the value in `where key = $n`; a very large number when there is none.
inline std::size_t bound_key(const outline& statement, const column_base& key) {
    std::size_t parameters = 0;
    bool follows_where = false;
    for (const token_span& span : statement) {
        const token* const at = span.begin;
        if (follows_where && span.end - at == 3 && at->kind == token_kind::column &&
            is_column_of_key(*at, key) && at[1].kind == token_kind::text &&
            std::string_view(at[1].name) == " = " && at[2].kind == token_kind::parameter)
            return parameters;
        follows_where = at == where_word.begin() || at == and_word.begin();
        for (const token* item = at; item != span.end; ++item)
            if (item->kind == token_kind::parameter) ++parameters;
    }
    return static_cast<std::size_t>(-1);
}

}  // namespace orm::detail
