// SPDX-License-Identifier: MIT
// What a statement does, read off its tokens: whether it only reads, and which tables it names.
#pragma once

#include <string_view>

#include <orm/core/config.hpp>
#include <orm/expr/outline.hpp>

namespace orm::detail {

inline bool has_prefix(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

inline const token& first_token(const outline& statement) {
    const token_span* span = statement.begin();
    while (span->begin == span->end) ++span;
    return *span->begin;
}

/// True for a select that neither locks rows nor has a part that writes. Functions that write are not
/// seen: a standby refuses them.
ORM_COLD inline bool only_reads(const outline& statement) {
    const token& first = first_token(statement);
    if (first.kind != token_kind::text) return false;
    if (!has_prefix(first.name, "select") && !has_prefix(first.name, "with")) return false;
    for (const token_span& span : statement)
        for (const token* item = span.begin; item != span.end; ++item) {
            if (item->kind != token_kind::text) continue;
            const std::string_view text(item->name);
            for (const char* const word : {" for update", " for no key", " for share", " for key",
                                           "insert into", "update ", "delete from", "merge into"})
                if (text.find(word) != std::string_view::npos) return false;
        }
    return true;
}

/// Calls use(schema, name) for every table that a statement names.
template <class Use>
void for_each_table(const outline& statement, Use&& use) {
    for (const token_span& span : statement)
        for (const token* item = span.begin; item != span.end; ++item)
            if (item->kind == token_kind::table) use(item->schema, item->name);
}

}  // namespace orm::detail
