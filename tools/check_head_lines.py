# SPDX-License-Identifier: MIT
"""Checks that every source file begins with its license and one sentence about its purpose."""
import re
import sys

from source_files import is_generated, own_files, read

PATTERNS = ("*.hpp", "*.cpp", "*.py", "*.cmake", "CMakeLists.txt", "*/CMakeLists.txt", "scripts/*", ".ci/*")
LICENSE = re.compile(r"^(?://|#) SPDX-License-Identifier: MIT$")
PURPOSE = re.compile(r'^(?:// |# |""")\S.{3,}')


def mistakes(path, text):
    lines = [line for line in text.splitlines()[:4] if not line.startswith("#!")]
    # A compile_fail file begins with what it expects; its name is its purpose.
    if path.startswith("tests/compile_fail/") and path.endswith(".cpp"):
        return
    if not lines or not LICENSE.match(lines[0]):
        yield f"{path}:1: the first line is not `SPDX-License-Identifier: MIT` in a comment"
    elif path.startswith("tests/") and path.endswith(".cpp"):
        return  # A test is its header's name plus `_test`, and the names of its cases are claims.
    elif len(lines) < 2 or not PURPOSE.match(lines[1]):
        yield f"{path}:2: the second line is not a sentence that says what the file is for"
    elif path.endswith(".hpp") and "#pragma once" not in text:
        yield f"{path}: has no #pragma once"


def main():
    paths = own_files(*PATTERNS)
    found = []
    for path in paths:
        text = read(path)
        if not is_generated(text):
            found += mistakes(path, text)
    print("\n".join(found) if found else f"{len(paths)} files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
