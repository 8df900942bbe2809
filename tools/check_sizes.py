# SPDX-License-Identifier: MIT
"""Checks the sizes that CONTRIBUTING.md asks for: headers and functions that fit in the head."""
import collections
import re
import sys

from source_files import code_only, is_generated, own_files, read

HEADER_LIMIT = 500
HEADER_THINK = 300
FUNCTION_LIMIT = 50
FUNCTION_THINK = 25

CONTROL = re.compile(r"(?:^|[\s;}])(?:if|else|for|while|do|switch|try|catch|return)\b")
SCOPE = re.compile(r"\b(?:namespace|class|struct|union|enum|concept)\b|^\s*extern\b")

Function = collections.namedtuple("Function", "line size name")


def without_nested(text, opening, closing):
    """The text without what stands between the brackets, from the inside out."""
    inner = re.compile(rf"{re.escape(opening)}[^{re.escape(opening + closing)}]*{re.escape(closing)}")
    while True:
        text, count = inner.subn(" ", text)
        if count == 0:
            return text


def is_function(head):
    """Whether the text before a brace, since the last ; or brace, introduces a function's body."""
    head = re.sub(r"^\s*#.*$", "", head, flags=re.MULTILINE)
    if "(" not in head and "[" not in head:
        return False
    outside = without_nested(without_nested(head, "(", ")"), "<", ">")
    if "(" in outside or SCOPE.search(outside):
        return False
    return CONTROL.search(outside) is None and ("(" in head or "operator" in head)


def functions(text):
    """All functions of a file; a lambda inside a function counts as a part of it."""
    code = code_only(text)
    head_begin = 0
    depth = 0
    inside = None  # (depth, position of the opening brace, head)
    for match in re.finditer(r"[{};]", code):
        position = match.start()
        if match[0] == "{":
            head = code[head_begin:position]
            if inside is None and is_function(head):
                inside = (depth, position, head)
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if inside and inside[0] == depth:
                yield measure(code, inside, position)
                inside = None
        head_begin = position + 1


def measure(code, inside, end):
    _, begin, head = inside
    first = code.count("\n", 0, begin) + 1
    last = code.count("\n", 0, end) + 1
    name = re.search(r"([\w~]+|operator\s*\S+)\s*\(", re.sub(r"\brequires\s*\(", " ", head))
    return Function(first, last - first + 1, name[1] if name else "function")


def check(path, text):
    """Gives (is_failure, message)."""
    line_count = text.count("\n")
    if path.endswith(".hpp") and line_count > HEADER_THINK:
        limit = HEADER_LIMIT if line_count > HEADER_LIMIT else HEADER_THINK
        yield line_count > HEADER_LIMIT, f"{path}: {line_count} lines, over {limit}; split it"
    for function in functions(text):
        if function.size > FUNCTION_THINK:
            limit = FUNCTION_LIMIT if function.size > FUNCTION_LIMIT else FUNCTION_THINK
            yield function.size > FUNCTION_LIMIT, (
                f"{path}:{function.line}: {function.name} has {function.size} lines, over {limit}"
            )


def main():
    paths = own_files("*.hpp", "*.cpp")
    texts = [(path, read(path)) for path in paths]
    found = [
        result for path, text in texts if not is_generated(text) for result in check(path, text)
    ]
    failures = [message for is_failure, message in found if is_failure]
    doubts = [message for is_failure, message in found if not is_failure]
    if "--all" in sys.argv or failures:
        print("\n".join(failures + doubts))
    else:
        print(
            f"{len(paths)} files, {len(doubts)} functions or headers to think about"
            " (python3 tools/check_sizes.py --all)"
        )
        print("\n".join(f"    warning: {message}" for message in doubts if " lines, over 300" in message))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
