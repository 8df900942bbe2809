#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts what g++ -O0 writes for a translation unit: functions and their instructions, by name.

Where nothing is optimised that is what the back end's time goes into."""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import tempfile

import measure

FUNCTION = re.compile(r"^\s*\.type\s+(\S+), @function")
OPERATORS = [("operator<", "operator less"), ("operator->", "operator arrow"), ("operator>", "operator greater"),
             ("(anonymous namespace)", "anonymous")]


def assembly(unit):
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "unit.s"
        flags = [flag for flag in measure.FLAGS if flag not in ("-c", "-o", "/dev/null")]
        subprocess.run(["g++", "-O0", "-S", "-o", str(target), str(unit)] + flags + measure.include_flags(),
                       check=True)
        return target.read_text()


def sizes(text):
    """Instructions of each function, by its mangled name."""
    counted, current = collections.Counter(), None
    for line in text.splitlines():
        found = FUNCTION.match(line)
        if found:
            current = found.group(1)
            counted[current] = 0
        elif line.lstrip().startswith(".size"):
            current = None
        elif current and line.startswith("\t") and not line.startswith("\t."):
            counted[current] += 1
    return counted


def plain_name(name):
    """Without template arguments, parameters and what it returns."""
    for sign, words in OPERATORS:
        name = name.replace(sign, words.replace(" ", "_"))
    shorter = None
    while shorter != name:
        shorter, name = name, re.sub(r"<[^<>]*>", "", name)
    name = re.sub(r"\[abi:\w+\]|\(.*", "", name).split(" ")[-1]
    return "lambdas" if not name or name.startswith("decltype") else name


def profile(unit):
    """[name, functions, instructions], those first that cost most."""
    counted = sizes(assembly(unit))
    names = subprocess.run(["c++filt"], input="\n".join(counted), capture_output=True, text=True,
                           check=True).stdout.splitlines()
    functions, instructions = collections.Counter(), collections.Counter()
    for count, name in zip(counted.values(), names):
        functions[plain_name(name)] += 1
        instructions[plain_name(name)] += count
    return [[name, functions[name], count] for name, count in instructions.most_common()]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("unit", type=pathlib.Path)
    options.add_argument("--json", type=pathlib.Path)
    given = options.parse_args()
    rows = profile(given.unit)
    print(f"{given.unit.name}: g++ -O0 writes {sum(row[1] for row in rows)} functions with "
          f"{sum(row[2] for row in rows)} instructions; functions, instructions, name")
    for name, functions, instructions in rows[:10]:
        print(f"{functions:10} {instructions:10}  {name}")
    if given.json:
        given.json.write_text(json.dumps({"unit": given.unit.stem, "functions": rows}) + "\n")


if __name__ == "__main__":
    main()
