#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the ten headers and the ten templates on which clang spends most of a translation unit."""
import argparse
import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import measure

COMPILER = "clang++-19"
FOLDERS = [(f"{measure.ROOT / 'include'}/", ""), ("/include/c++/", "<std> ")]


def trace(unit):
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "unit.o"
        subprocess.run([COMPILER, "-O0", "-std=c++20", "-Wno-missing-field-initializers", "-ftime-trace",
                        "-ftime-trace-granularity=100", "-c", "-o", str(target), str(unit)]
                       + measure.include_flags(), check=True)
        return json.loads(target.with_suffix(".json").read_text())["traceEvents"]


def header_spans(events):
    """(begin, end, header), the outer ones first. Clang writes them as pairs that nest."""
    spans, opened = [], []
    for event in sorted((e for e in events if e["name"] == "Source"), key=lambda e: e["ts"]):
        if event["ph"] == "X":
            spans.append((event["ts"], event["ts"] + event["dur"], event["args"]["detail"]))
        elif event["ph"] == "b":
            opened.append(event)
        elif event["ph"] == "e":
            begun = opened.pop()
            spans.append((begun["ts"], event["ts"], begun["args"]["detail"]))
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def by_header(spans):
    """Microseconds of each header, without and with what it includes."""
    alone, whole, around = collections.Counter(), collections.Counter(), []
    for begin, end, name in spans:
        while around and around[-1][1] <= begin:
            around.pop()
        if around:
            alone[around[-1][2]] -= end - begin
        alone[name] += end - begin
        whole[name] += end - begin
        around.append((begin, end, name))
    return alone, whole


def short(name):
    for marker, sign in FOLDERS:
        if marker in name:
            return sign + name.split(marker, 1)[1].removeprefix("12/")
    return name


def by_template(events):
    spent = collections.Counter()
    for event in events:
        if event["name"] in ("InstantiateClass", "InstantiateFunction") and event["ph"] == "X":
            spent[event["args"]["detail"].split("<")[0]] += event["dur"]
    return spent


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("unit", type=pathlib.Path)
    given = options.parse_args()
    if shutil.which(COMPILER) is None:
        return print(f"SKIPPED: {COMPILER} is not installed")
    events = trace(given.unit)
    alone, whole = by_header(header_spans(events))
    total = sum(alone.values())
    print(f"{given.unit.name}: costliest headers, ms alone (share), ms with what they include")
    for name, spent in alone.most_common(10):
        print(f"{spent / 1000:10.1f} ({spent / total:5.1%}) {whole[name] / 1000:10.1f}  {short(name)}")
    print(f"{given.unit.name}: costliest templates, ms of all instantiations together")
    for name, spent in by_template(events).most_common(10):
        print(f"{spent / 1000:10.1f}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
