# SPDX-License-Identifier: MIT
"""Checks that every file of a folder is refused in the words that it expects.

A file compiles as it stands. With ORM_EXPECT_ERROR defined it does not compile, and the compiler's
output
  - has every text of a line `// expect: text` (`expect-gcc:`, `expect-clang:` for one compiler),
  - names a line of the user's own code in the `#ifdef ORM_EXPECT_ERROR` block, as file:line or as text,
  - is at most 15 lines long (`// expect-max-lines: N because ...` for the rare exception).
"""
import argparse
import collections
import hashlib
import os
import re
import statistics
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import compiler  # noqa: E402

MAX_LINES = 15
FLAGS = ["-std=c++20", "-fsyntax-only", "-fdiagnostics-color=never"]
EXPECT = re.compile(r"^// expect(?:-(gcc|clang))?: (.+)$", re.MULTILINE)
EXPECT_MAX_LINES = re.compile(r"^// expect-max-lines: (\d+)(?: because (.+))?$", re.MULTILINE)
MARKED = re.compile(r"^#ifdef ORM_EXPECT_ERROR\n(.*?)^#(?:else|endif)", re.MULTILINE | re.DOTALL)
PRECOMPILED_STEP = re.compile(r"^In file included from .+-precompiled\.hpp:\d+:$|<command-line>")
INCLUDE = re.compile(r"^#include .+$", re.MULTILINE)

Verdict = collections.namedtuple("Verdict", "path problems line_count output")


class Case:
    """One file and what it expects."""

    def __init__(self, path, family):
        self.path = path
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.texts = [t for only, t in EXPECT.findall(text) if only in ("", family)]
        self.marked = self._marked(text)
        limit = EXPECT_MAX_LINES.search(text)
        self.max_lines = int(limit[1]) if limit else MAX_LINES
        self.includes = tuple(INCLUDE.findall(text))
        self.mistakes = self._mistakes(limit)

    def _marked(self, text):
        """What may stand in the output for each line that is compiled only for the error."""
        places = []
        for block in MARKED.finditer(text):
            first_line = text.count("\n", 0, block.start(1)) + 1
            for number, line in enumerate(block[1].splitlines(), first_line):
                if re.search(r"\w", line) and not line.strip().startswith("//"):
                    places += [f"{self.path}:{number}:", line.strip()]
        return places

    def _mistakes(self, limit):
        mistakes = []
        if not self.texts:
            mistakes.append("has no line `// expect: text`")
        if not self.marked:
            mistakes.append("has no code in an `#ifdef ORM_EXPECT_ERROR` block")
        if limit and not limit[2]:
            mistakes.append("`// expect-max-lines: N` needs a reason: `... because <reason>`")
        return mistakes


class Precompiled:
    """Headers that several files include are compiled once; hundreds of files then take seconds."""

    MIN_FILES = 3

    def __init__(self, program, family, flags, work):
        self.program = program
        self.family = family
        self.flags = flags
        self.work = work
        self.by_includes = {}

    def prepare(self, cases):
        counts = collections.Counter(case.includes for case in cases if case.includes)
        for includes, count in counts.items():
            if count >= self.MIN_FILES:
                self._build(includes)

    def _build(self, includes):
        name = hashlib.sha256("\n".join([self.program, *includes]).encode()).hexdigest()[:16]
        header = os.path.join(self.work, f"{name}-precompiled.hpp")
        with open(header, "w", encoding="utf-8") as file:
            file.write("\n".join(("#pragma once", *includes, "")))
        suffix = ".gch" if self.family == "gcc" else ".pch"
        make = [flag for flag in FLAGS if flag != "-fsyntax-only"]
        # GCC warns about `#pragma once` in the main file; nobody reads that warning here.
        succeeded, _ = compiler.call(
            [self.program, *make, "-w", *self.flags, "-x", "c++-header", header, "-o", header + suffix]
        )
        if succeeded:
            use = ["-include", header]
            if self.family == "clang":
                use = ["-include-pch", header + suffix]
            self.by_includes[includes] = use

    def flags_for(self, case):
        return self.by_includes.get(case.includes, [])


def count_lines(output):
    """Lines of the output as without a precompiled header: on the way to an error, clang names it and
    g++ the command line besides."""
    return sum(1 for line in output.splitlines() if not PRECOMPILED_STEP.search(line))


def check(case, program, flags, precompiled):
    problems = list(case.mistakes)
    command = [program, *FLAGS, *flags, *precompiled, case.path]
    succeeded, output = compiler.call(command)
    if not succeeded:
        problems.append("does not compile without ORM_EXPECT_ERROR")
        return Verdict(case.path, problems, 0, output)
    succeeded, output = compiler.call([*command, "-DORM_EXPECT_ERROR"])
    line_count = count_lines(output)
    if succeeded:
        problems.append("compiles with ORM_EXPECT_ERROR")
        return Verdict(case.path, problems, line_count, output)
    problems += [f"the output lacks: {text}" for text in case.texts if text not in output]
    if not any(place in output for place in case.marked):
        problems.append("the output does not name the user's own line")
    if line_count > case.max_lines:
        problems.append(f"the output has {line_count} lines, {case.max_lines} are allowed")
    return Verdict(case.path, problems, line_count, output)


def family_of(program):
    _, version = compiler.call([program, "--version"])
    return "clang" if "clang" in version else "gcc"


def find_files(folder):
    return sorted(
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder)
        for name in names
        if name.endswith(".cpp")
    )


def report(verdicts, folder, program):
    for verdict in verdicts:
        if verdict.problems:
            print(f"FAILED: {os.path.relpath(verdict.path, folder)} with {program}")
            for problem in verdict.problems:
                print(f"    {problem}")
            print(verdict.output)
    failures = sum(1 for verdict in verdicts if verdict.problems)
    print(f"compile_fail with {program}: {len(verdicts)} rules, {failures} failures")
    counted = [verdict for verdict in verdicts if verdict.line_count]
    if counted:
        longest = max(counted, key=lambda verdict: verdict.line_count)
        median = statistics.median(verdict.line_count for verdict in counted)
        print(
            f"lines of output: longest {longest.line_count}"
            f" ({os.path.relpath(longest.path, folder)}), median {median:g}"
        )
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--flags", required=True, help="file with include folders")
    parser.add_argument("--work", required=True, help="folder for precompiled headers")
    parser.add_argument("--show", action="store_true", help="print what the compiler says")
    parser.add_argument("folder")
    parser.add_argument("files", nargs="*", help="only these files")
    arguments = parser.parse_args()

    program = arguments.compiler
    name = os.path.basename(program)
    family = family_of(program)
    flags = compiler.read_flags(arguments.flags)
    os.makedirs(arguments.work, exist_ok=True)
    cases = [Case(path, family) for path in arguments.files or find_files(arguments.folder)]
    precompiled = Precompiled(program, family, flags, arguments.work)
    precompiled.prepare(cases)
    verdicts = compiler.in_parallel(
        lambda case: check(case, program, flags, precompiled.flags_for(case)), cases
    )
    if arguments.show:
        for verdict in verdicts:
            print(f"---- {os.path.relpath(verdict.path, arguments.folder)}\n{verdict.output}")
    return 1 if report(verdicts, arguments.folder, name) else 0


if __name__ == "__main__":
    sys.exit(main())
