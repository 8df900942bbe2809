#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the translation units whose compile time is measured: so many tables, so many queries."""
import pathlib
import sys

COLUMNS = [
    "orm::text<M, orm::primary_key> id;",
    "orm::text<M> name;",
    "orm::text<M, orm::unique> email;",
    "orm::boolean<M, orm::default_to<false>> emailVerified;",
    "orm::text<M, orm::nullable> image;",
    "orm::timestamptz<M, orm::default_now> createdAt;",
    "orm::integer<M> age;",
    "orm::bigint<M, orm::nullable> score;",
    "orm::text<M> parentId;",
    "orm::double_precision<M, orm::default_to<0>> rating;",
]

# Ten structurally different queries; {t} and {u} are two tables.
QUERIES = [
    "auto r = db.select().from({t}).where({t}.emailVerified == true)"
    ".order_by(orm::desc({t}.createdAt)).limit(20).all();",
    'auto r = db.select().from({t}).where({t}.id == "x").first();',
    'auto r = db.insert({t}).values({{.id = "a", .name = "b", .email = "c", .age = 3, .parentId = "p"}})'
    ".returning({t}.id).one();",
    'auto r = db.insert({t}).values({{{{.id = "a", .name = "b", .email = "c", .age = 3, .parentId = "p"}},'
    ' {{.id = "b", .name = "b", .email = "c", .age = 3, .parentId = "p"}}}}).execute();',
    'auto r = db.update({t}).set({{.name = "x"}}).where({t}.id == "y").execute();',
    'auto r = db.delete_from({t}).where({t}.id == "y").execute();',
    "auto r = db.select({t}.name, {u}.email).from({t}).join({u}, {u}.parentId == {t}.id).all();",
    "auto r = db.select({t}.name, {u}.score).from({t}).left_join({u}, {u}.parentId == {t}.id)"
    ".where({t}.age > 3).all();",
    "auto r = db.select({t}.name, orm::count()).from({t}).group_by({t}.name)"
    ".having(orm::count() > 3).all();",
    "auto r = db.select({t}.id, {t}.age).from({t}).where({t}.age.in(1, 2, 3)).limit(10).all();",
]


def table(number):
    fields = "\n    ".join(COLUMNS)
    return (f"template <class M>\nstruct t{number}_table {{\n    {fields}\n}};\n"
            f'inline constexpr auto t{number} = orm::table<t{number}_table>("t{number}");\n')


def query(number, tables):
    body = QUERIES[number % len(QUERIES)].format(t=f"t{number % tables}",
                                                 u=f"t{(number + 1) % tables}")
    return f"void q{number}(const orm::database& db) {{ {body} static_cast<void>(r); }}\n"


def unit(header, tables, queries):
    parts = [f"#include <{header}>\n"]
    parts += [table(number) for number in range(tables)]
    parts += [query(number, tables) for number in range(queries)]
    return "".join(parts)


UNITS = {
    "std_and_libpq": "#include <libpq-fe.h>\n#include <string>\n#include <vector>\n"
                     "#include <optional>\n#include <chrono>\n",
    "query_hpp": unit("orm/query.hpp", 0, 0),
    "orm_hpp": unit("orm/orm.hpp", 0, 0),
    "3_tables": unit("orm/query.hpp", 3, 0),
    "3_tables_10_queries": unit("orm/query.hpp", 3, 10),
    "30_tables": unit("orm/query.hpp", 30, 0),
    "30_tables_10_queries": unit("orm/query.hpp", 30, 10),
    "30_tables_60_queries": unit("orm/query.hpp", 30, 60),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in UNITS.items():
        (folder / f"{name}.cpp").write_text(text)
        print(name)


if __name__ == "__main__":
    main()
