# SPDX-License-Identifier: MIT
"""Checks that the folders of include/orm include only what the table allows.

A new edge in the table is a decision: record it in docs/decisions/.
"""
import re
import sys

from source_files import own_files, read

# layer: the layers that it may include, besides itself. Nothing is inherited: every edge is written.
ALLOWED = {
    # below both stacks
    "core": "",
    "sql": "core",
    "driver": "core sql",
    # query stack
    "meta": "core",
    "types": "core sql meta",
    "adapters": "core types",
    "expr": "core sql meta types",
    "schema": "core sql meta types expr",
    "query": "core sql meta types expr schema",
    "render": "core sql meta types expr schema query",
    "session": "core sql meta types expr schema query render driver",
    "testing": "core driver",
    "relations": "core sql meta types expr schema query render session driver",
    # migration stack
    "catalog": "core sql",
    "inspect": "core sql driver catalog",
    "diff": "core sql catalog",
    "migrate": "core sql driver catalog inspect diff session",
    "kit": "core sql driver catalog inspect diff migrate session schema",
    "studio": "core sql driver catalog inspect diff migrate session schema kit",
}

# Single headers that may include more than their layer: the doors between the stacks.
ALLOWED_FOR_FILE = {
    "inspect/from_schema.hpp": "meta types expr schema render",
    "inspect/schema/column_facts.hpp": "types expr schema",
    "inspect/schema/ddl_text.hpp": "types expr",
}

# Headers of others that only one folder may include, with what to include instead.
ONLY_IN = [
    (re.compile(r"libpq|^pg_|^postgres"), "driver/postgres/", "the driver's own headers"),
    (re.compile(r"^boost/pfr"), "meta/", "the headers of meta"),
]

# Headers that may ask which compiler reads them.
COMPILER_CONDITIONALS_IN = {"core/config.hpp", "core/source_location.hpp"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
COMPILER_CONDITIONAL = re.compile(
    r"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b.*(?:__clang|__GNUC|_MSC_VER|__GLIBCXX|_LIBCPP|__cpp_)",
    re.MULTILINE,
)


def layer_of(header):
    """`query/select.hpp` is in `query`; umbrella headers have no layer and may include anything."""
    return header.split("/")[0] if "/" in header else None


def may_include(header, target):
    layer = layer_of(header)
    if layer is None or layer == layer_of(target):
        return True
    allowed = ALLOWED.get(layer, "").split() + ALLOWED_FOR_FILE.get(header, "").split()
    return layer_of(target) in allowed


def include_mistake(header, quote, target):
    if target.startswith("orm/"):
        if quote == '"':
            return f"includes \"{target}\"; write <{target}>"
        if not may_include(header, target.removeprefix("orm/")):
            return (
                f"{layer_of(header)} may not include <{target}>;"
                " the table is in tools/check_layers.py"
            )
        return None
    if quote == '"':
        return f'includes "{target}"; own headers are included as <orm/layer/file.hpp>'
    for pattern, folder, instead in ONLY_IN:
        if pattern.search(target) and not header.startswith(folder):
            return f"includes <{target}>, which is for {folder} only; include {instead}"
    return None


def check(header, text):
    """Gives (line, mistake) for one header, named relative to include/orm."""
    layer = layer_of(header)
    if layer is not None and layer not in ALLOWED:
        yield 1, f"layer {layer} is not in the table of tools/check_layers.py"
        return
    for match in INCLUDE.finditer(text):
        mistake = include_mistake(header, match[1], match[2])
        if mistake:
            yield text.count("\n", 0, match.start()) + 1, mistake
    if header not in COMPILER_CONDITIONALS_IN:
        for match in COMPILER_CONDITIONAL.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, (
                "asks which compiler it is; give the difference a name in core/config.hpp"
            )


def main():
    headers = own_files("include/orm/*.hpp")
    mistakes = [
        f"{path}:{line}: {mistake}"
        for path in headers
        for line, mistake in check(path.removeprefix("include/orm/"), read(path))
    ]
    print("\n".join(mistakes) if mistakes else f"{len(headers)} headers")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
