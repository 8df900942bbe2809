// SPDX-License-Identifier: MIT
// Quoting: a name or a literal is one token of SQL, and reading it gives the bytes that were quoted.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <orm/sql/lexer.hpp>
#include <orm/sql/quote.hpp>

namespace {

using orm::lexical::token_kind;

/// The bytes between the quotes; the server's rules, written down a second time.
std::string unquoted(std::string_view text, char quote, bool has_escapes) {
    std::string read;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        read += text[i];
        if (text[i] == quote || (has_escapes && text[i] == '\\')) {
            if (text[i + 1] != text[i] || i + 2 >= text.size()) std::abort();
            ++i;
        }
    }
    return read;
}

/// Nothing of the text escapes from its quotes, whatever stands behind it.
void require_one_token(std::string_view quoted, token_kind expected) {
    const std::string script = std::string(quoted) + ";";
    orm::lexical::lexer lexer(script, orm::lexical::breakpoints::ignored);
    const auto token = lexer.next();
    if (token.kind != expected || !token.terminated || token.end != quoted.size()) std::abort();
    if (lexer.next().kind != token_kind::semicolon) std::abort();
    if (lexer.next().kind != token_kind::end) std::abort();
}

void check_identifier(std::string_view text) {
    std::string quoted;
    try {
        quoted = orm::lexical::quoted_identifier(text);
    } catch (const orm::invalid_identifier&) {
        if (orm::lexical::is_valid_identifier(text)) std::abort();
        return;
    }
    require_one_token(quoted, token_kind::quoted_identifier);
    if (unquoted(quoted, '"', false) != text) std::abort();
}

void check_literal(std::string_view text) {
    std::string quoted;
    try {
        quoted = orm::lexical::quoted_literal(text);
    } catch (const orm::invalid_value&) {
        if (orm::lexical::first_invalid_byte(text) == text.size()) std::abort();
        return;
    }
    require_one_token(quoted, token_kind::string);
    const bool has_escapes = quoted.front() == 'E';
    const std::string_view body = std::string_view(quoted).substr(has_escapes ? 1 : 0);
    if (unquoted(body, '\'', has_escapes) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_identifier(text);
    check_literal(text);
    return 0;
}
