# SPDX-License-Identifier: MIT
"""Checks that a compiler accepts every source file of a list, without making objects."""
import argparse
import shutil
import sys

import compiler

SKIPPED = 77


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--flags", required=True, help="file with include folders")
    parser.add_argument("--sources", required=True, help="file with one source a line")
    parser.add_argument("--option", action="append", default=[], help="a further flag of the compiler")
    arguments = parser.parse_args()
    if shutil.which(arguments.compiler) is None:
        print(f"SKIPPED: {arguments.compiler} is not installed")
        return SKIPPED

    flags = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wno-missing-field-initializers"]
    flags += arguments.option + compiler.read_flags(arguments.flags)
    flags += ['-DORM_SHARED_DIR=""', '-DORM_TESTS_DIR=""']
    with open(arguments.sources, encoding="utf-8") as file:
        sources = file.read().split()
    results = compiler.in_parallel(
        lambda source: compiler.call([arguments.compiler, *flags, source]), sources
    )
    failures = 0
    for source, (succeeded, output) in zip(sources, results):
        if not succeeded:
            failures += 1
            print(f"FAILED: {source}\n{output}")
    print(f"{' '.join([arguments.compiler, *arguments.option])}: {len(sources)} files, {failures} refused")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
