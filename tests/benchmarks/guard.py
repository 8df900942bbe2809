#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when a point select or the compilation of a small unit costs 5 % more instructions than noted.

`--bless` notes what is measured now, in instructions.json beside this file."""
import argparse
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BENCHMARKS = HERE.parent.parent / "benchmarks"
sys.path[:0] = [str(BENCHMARKS / "run_time"), str(BENCHMARKS / "compile_time")]

import generate  # noqa: E402
import measure  # noqa: E402
import run as run_time  # noqa: E402
import workers  # noqa: E402

NOTED = HERE / "instructions.json"
BOUND = 1.05
GUARDED = ["A", "C", "B"]


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def versions(compiler):
    """What the counts depend on besides our code."""
    return {"compiler": output_of(compiler, "-dumpfullversion"), "libpq": output_of("pg_config", "--version"),
            "libc": " ".join(platform.libc_ver()), "architecture": platform.machine()}


def counts(programs, compiler, work):
    url = os.environ["DATABASE_URL"]
    run_time.fill_database(url, 1000)
    program = next(one for one in workers.native_programs(programs) if one.name == "orm")
    found = {f"{workload}: instructions an operation": round(
        workers.instructions(program, url, workload, *run_time.OPERATIONS[workload][2]))
        for workload in GUARDED}
    unit = work / "guarded_unit.cpp"
    unit.write_text(generate.unit("orm/query.hpp", 2, 2))
    compiled = measure.instructions([compiler, "-O0"], unit)
    return {**found, "compile 2 tables, 2 queries: million instructions": round(compiled)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--bless", action="store_true")
    given = parser.parse_args()
    if shutil.which("valgrind") is None:
        return print("SKIPPED: instructions are not guarded, for valgrind is not installed")
    here = versions(given.compiler)
    noted = json.loads(NOTED.read_text()) if NOTED.exists() else {}
    if not given.bless and noted.get("with") != here:
        return print(f"SKIPPED: instructions are not guarded: noted with {noted.get('with')}, this is {here}")
    found = counts(given.programs, given.compiler, given.work)
    if given.bless:
        NOTED.write_text(json.dumps({"with": here, "counts": found}, indent=1) + "\n")
    worse = False
    for name, count in found.items():
        change = count / noted["counts"][name] if name in noted.get("counts", {}) else 1.0
        worse = worse or change > BOUND
        print(f"{name}: {count:,} ({change:.3f} of what is noted){'  WORSE' if change > BOUND else ''}")
    if worse and not given.bless:
        sys.exit("error: more instructions than noted; find out why, or note them with --bless and say "
                 "in the commit what they buy")


if __name__ == "__main__":
    main()
