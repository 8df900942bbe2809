// SPDX-License-Identifier: MIT
// Strings that have broken SQL builders, and many made of them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace orm_test {

/// What attacks and accidents are made of. All of it is valid UTF-8 without NUL.
inline const std::vector<std::string>& hostile_parts() {
    static const std::vector<std::string> parts{"'",
                                                "''",
                                                "'''",
                                                "\"",
                                                "\"\"",
                                                "`",
                                                "\\",
                                                "\\\\",
                                                "\\'",
                                                "\\\"",
                                                "' or '1'='1",
                                                "' or 1=1 --",
                                                "'; drop table users; --",
                                                "'; drop table canary; --",
                                                "\"; drop table canary; --",
                                                "); --",
                                                "') or ('1'='1",
                                                "1; delete from canary",
                                                "' union select null, null --",
                                                "$1",
                                                "-$1",
                                                "$$",
                                                "$tag$",
                                                "$tag$; drop table canary; $tag$",
                                                "{}",
                                                "{{}}",
                                                "{0}",
                                                "%s",
                                                "%n",
                                                "?",
                                                "??",
                                                ":name",
                                                "::text",
                                                "--",
                                                "-- ",
                                                "/*",
                                                "*/",
                                                "/* */",
                                                "#",
                                                ";",
                                                ";;",
                                                "(",
                                                ")",
                                                "()",
                                                "E'",
                                                "U&'\\0027'",
                                                "N'",
                                                "B'1'",
                                                "X'27'",
                                                "current_user",
                                                "null",
                                                "NULL",
                                                "default",
                                                "true",
                                                "pg_sleep(5)",
                                                "' || pg_sleep(5) || '",
                                                "\n",
                                                "\r\n",
                                                "\t",
                                                "\b",
                                                "\x1b[2J",
                                                "\x7f",
                                                "\xC2\xA0",
                                                "\xCA\xBC",
                                                "\xEF\xBC\x87",
                                                "\xE2\x80\x99",
                                                "\xE2\x80\xAE",
                                                "\xEF\xBB\xBF",
                                                "\xF0\x9F\x8E\x89",
                                                "\xE6\xBC\xA2\xE5\xAD\x97",
                                                "\xC3\x9F",
                                                "e\xCC\x81",
                                                "\xF4\x8F\xBF\xBF",
                                                "\xE8\xA1\xA8",
                                                "%",
                                                "_",
                                                "%'",
                                                "_\\",
                                                "a%b_c",
                                                "{\"a\": 1}",
                                                "'{\"a\": \"'\"}'",
                                                "[0]",
                                                "a.b",
                                                "$.a[*]",
                                                "@",
                                                "->",
                                                "->>",
                                                "#>",
                                                "\\.",
                                                "\\N",
                                                "${jndi:ldap://x}",
                                                "<script>",
                                                "&lt;",
                                                "../../etc/passwd",
                                                "0x27",
                                                "1e400",
                                                "-0",
                                                "9223372036854775808",
                                                "infinity",
                                                "copy t from program 'id'",
                                                "\\connect x"};
    return parts;
}

/// At least so many different strings: the parts alone, then two of them around a third.
inline std::vector<std::string> hostile_strings(std::size_t count) {
    const auto& parts = hostile_parts();
    std::vector<std::string> made{"", "x", std::string(10'000, '\'')};
    made.insert(made.end(), parts.begin(), parts.end());
    for (std::size_t step = 1; made.size() < count; ++step)
        for (std::size_t i = 0; i < parts.size() && made.size() < count; ++i)
            made.push_back(parts[i] + parts[(i + step) % parts.size()] + "a" +
                           parts[(i * 7 + step) % parts.size()]);
    return made;
}

}  // namespace orm_test
