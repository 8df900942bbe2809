// SPDX-License-Identifier: MIT
// `-- orm: reviewed may_fail_on_rows` in a migration: somebody has made sure of what check warns of.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include <orm/core/replace.hpp>
#include <orm/sql/lexer.hpp>

namespace orm::kit {

/// The hazards that a migration's comments call reviewed.
class reviewed_hazards {
public:
    static constexpr std::string_view mark = "-- orm: reviewed";

    /// Takes:    sql, the text of the migration.
    explicit reviewed_hazards(std::string_view sql) {
        lexical::lexer lexer(sql);
        for (lexical::token piece = lexer.next(); piece.kind != lexical::token_kind::end;
             piece = lexer.next())
            if (piece.kind == lexical::token_kind::line_comment) read(lexer.text(piece));
    }

    bool contains(const std::string& code) const { return codes_.count(code) != 0; }

private:
    /// Codes stand behind the mark, with spaces or commas between them.
    void read(std::string_view comment) {
        if (comment.substr(0, mark.size()) != mark) return;
        std::string code;
        for (const char each : std::string(comment.substr(mark.size())) + ' ') {
            const bool ends = each == ' ' || each == ',' || each == '\t' || each == '\r';
            if (!ends) code += each;
            else if (!code.empty()) codes_.insert(orm::detail::replace(code, std::string()));
        }
    }

    std::set<std::string> codes_;
};

}  // namespace orm::kit
