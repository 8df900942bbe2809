# SPDX-License-Identifier: MIT
"""Compiles the C++ of the guide, and compares the SQL beside it with what the library writes.

A page of docs/guide takes part when it has the line

    <!-- compiled with: tests/support/blog_schema.hpp -->

which names one header or several (space separated, from the root of the project) that its code uses. Then

    ```cpp        ending in `;` or `}`: statements; `db` is an orm::database&
    ```cpp        anything else: one query. When a ```sql block stands before it, that is what
                  orm::to_sql() must give for it, whatever the line breaks
    ```cpp global declarations, for all blocks of the page behind it
    ```cpp table  the same, of tables. When a ```sql block stands before it, that is their DDL
    ```cpp skip   not compiled
"""
import argparse
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import compiler  # noqa: E402

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
MARK = re.compile(r"^<!-- compiled with: (.+?) -->$", re.MULTILINE)
TABLE = re.compile(r"^inline constexpr auto (\w+) =\s+(?:orm::|\w+\.)(?:distinct_)?table<", re.MULTILINE)
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = ["-std=c++20", "-O0", "-Wno-unused", "-fdiagnostics-color=never"]

MAIN = """
#include <cstdio>
#include <string>
namespace guide {
inline int failures = 0;
inline std::string one_line(std::string_view text) {
    std::string out;
    for (char each : text)
        if (each != '\\n' && each != '\\t' && each != ' ') out += each;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    while (!out.empty() && (out.back() == ' ' || out.back() == ';')) out.pop_back();
    return out;
}
template <class Query>
void compare(int line, std::string_view shown, const Query& query) {
    const auto made = orm::to_sql(query);
    if (one_line(shown) == one_line(made.view())) return;
    ++failures;
    std::printf("line %d\\n  shown: %s\\n  made:  %s\\n", line, one_line(shown).c_str(),
                std::string(made.view()).c_str());
}
}  // namespace guide
"""

COMPARE_DDL = """
namespace guide {
template <class Schema>
void compare_ddl(int line, std::string_view shown, const Schema& schema) {
    std::string made;
    for (const std::string& each : orm::diff::make_plan({}, orm::inspect::from_schema(schema)).statements())
        made += each + ' ';
    if (one_line(shown) == one_line(made)) return;
    ++failures;
    std::printf("line %d\\n  shown: %s\\n  made:  %s\\n", line, one_line(shown).c_str(), made.c_str());
}
}  // namespace guide
"""


class Page:
    def __init__(self, path, headers):
        self.path = path
        self.text = open(path, encoding="utf-8").read()
        self.headers = headers
        self.compared = 0
        self.blocks = 0
        self.has_tables = False
        self.global_parts, self.functions = [], []
        self._read()

    def _read(self):
        sql = None
        for block in BLOCK.finditer(self.text):
            language, mode, body = block.groups()
            line = self.text.count("\n", 0, block.start(3)) + 1
            if language == "sql":
                sql = (line, body)
            elif language == "cpp" and mode != "skip":
                self._add(mode, line, body, sql)
                sql = None

    def _add(self, mode, line, body, sql):
        self.blocks += 1
        place = f'#line {line} "{self.path}"\n'
        if mode in ("global", "table"):
            self.functions.append(place + body)
            if mode == "table" and sql:
                self._add_tables(line, body, sql)
        elif body.rstrip().endswith((";", "}")):
            self.functions.append(f"inline void block_{line}(orm::database& db) {{\n{place}{body}}}\n")
        else:
            shown = f'guide::compare({sql[0]}, R"guide({sql[1]})guide",' if sql else "orm::to_sql("
            self.compared += 1 if sql else 0
            self.global_parts.append(f"block_{line}();")
            self.functions.append(f"inline void block_{line}() {{\nstatic_cast<void>({shown}\n{place}{body}));\n}}\n")

    def _add_tables(self, line, body, sql):
        tables = ", ".join(TABLE.findall(body))
        self.compared += 1
        self.has_tables = True
        self.global_parts.append(f"block_{line}();")
        self.functions.append(
            f"inline void block_{line}() {{\nguide::compare_ddl({sql[0]}, "
            f'R"guide({sql[1]})guide", orm::schema({tables}));\n}}\n'
        )

    def source(self):
        helpers = MAIN + (COMPARE_DDL if self.has_tables else "")
        includes = "".join(f'#include "{os.path.join(ROOT, header)}"\n' for header in self.headers)
        calls = "\n".join(self.global_parts)
        return (
            f"#include <orm/orm.hpp>\n{includes}namespace orm_test {{}}\nusing namespace orm_test;\n{helpers}{''.join(self.functions)}\n"
            f"int main() {{\n{calls}\nreturn guide::failures == 0 ? 0 : 1;\n}}\n"
        )


def pages_of(folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.endswith(".md"):
            continue
        mark = MARK.search(open(path, encoding="utf-8").read())
        if mark:
            yield Page(path, mark[1].split())


def check(page, arguments, flags):
    name = os.path.basename(page.path)[:-3]
    source = os.path.join(arguments.work, f"guide_{name}.cpp")
    with open(source, "w", encoding="utf-8") as file:
        file.write(page.source())
    program = source[:-4]
    command = [arguments.compiler, *FLAGS, *flags, source, "-o", program, *arguments.libraries.split()]
    succeeded, output = compiler.call(command)
    if succeeded:
        succeeded, output = compiler.call([program])
    result = "ok" if succeeded else "FAILED"
    print(f"{result}: {name}.md: {page.blocks} blocks, {page.compared} compared with their SQL")
    if not succeeded:
        print("\n".join(output.splitlines()[:60]))
    return succeeded


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--flags", required=True, help="file with include folders")
    parser.add_argument("--work", required=True, help="folder for what is generated")
    parser.add_argument("--libraries", default="-lpq -lfmt -lpthread")
    parser.add_argument("--only", help="the name of one page, without .md")
    parser.add_argument("folder")
    arguments = parser.parse_args()
    os.makedirs(arguments.work, exist_ok=True)
    flags = compiler.read_flags(arguments.flags)
    pages = [p for p in pages_of(arguments.folder) if arguments.only in (None, os.path.basename(p.path)[:-3])]
    if not pages:
        print("no page has the line <!-- compiled with: ... -->")
        return 1
    return 0 if all([check(page, arguments, flags) for page in pages]) else 1


if __name__ == "__main__":
    sys.exit(main())
