#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lets the benchmark programs take turns on one server, and says where each stands.

Called by `scripts/bench run_time`; DATABASE_URL names an empty database."""
import argparse
import json
import os
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import sys

import profile_calls
import report
import workers

HERE = pathlib.Path(__file__).resolve().parent

# workload: operations a sample, operations of the tiny run, two counts for the instructions
OPERATIONS = {
    "A": (5000, 50, (200, 700)), "A10": (5000, 50, (200, 700)), "A100": (10000, 100, (200, 700)),
    "B": (20, 1, (1, 4)), "B_stream": (20, 1, (1, 4)), "C": (3000, 20, (200, 700)),
    "D_copy": (5, 1, (1, 3)), "D_returning": (4, 1, (1, 3)), "E": (15, 1, (1, 4)),
    "E_stream": (15, 1, (1, 4)), "F1000": (15, 1, (1, 4)), "F1": (2000, 10, (100, 400)),
    "S": (1, 1, None), "T": (5000, 50, (300, 1300)), "Y": (6400, 128, None),
}
# What one table shows: its first workload, as libpq does it, is what the others are compared with.
GROUPS = {"A": ["A", "A10", "A100"], "B": ["B", "B_stream"], "C": ["C"],
          "D": ["D_copy", "D_returning"], "E": ["E", "E_stream"], "F1000": ["F1000"], "F1": ["F1"],
          "S": ["S"], "T": ["T"], "Y": ["Y"]}
# Client and server on one CPU: else a round trip's time is where the scheduler wakes the peer.
ON_ONE_CPU = {"A", "C", "F1", "T"}
# Workloads above this are explained by a profile.
PROFILED_FROM = 1.0
# What a call does before anything is sent, in our program only: operations a sample.
INNER = {"find_kept": 1_000_000, "find_built": 200_000, "borrow": 200_000}


def check_checksums(results):
    """Programs that do the same work read the same."""
    wrong = []
    for workload in OPERATIONS:
        sums = {program: samples[-1].checksum for (program, one), samples in results.items()
                if one == workload}
        if len(set(sums.values())) > 1:
            wrong.append(f"{workload}: {sums}")
    if wrong:
        sys.exit("error: checksums differ\n  " + "\n  ".join(wrong))


def empty_target(running):
    running["libpq"].ask("empty 1")


def measure(programs, url, groups, rounds, tiny):
    """Gives samples by program and workload, one of each in every round; and whether CPUs were set."""
    running = {program.name: workers.Worker(program, url) for program in programs}
    every_cpu, pinned = os.sched_getaffinity(0), True
    results = {}
    for turn in range(-1, rounds):
        for group in random.sample(groups, len(groups)):
            if not tiny:
                cpus = {min(every_cpu)} if group in ON_ONE_CPU else every_cpu
                pids = [worker.process.pid for worker in running.values()]
                pinned = workers.put_on_cpus(pids + workers.backends(url), cpus) and pinned
            turns = [(workload, name) for workload in GROUPS[group] for name in running]
            for workload, name in random.sample(turns, len(turns)):
                if group in ("C", "D"):
                    empty_target(running)
                sample = running[name].run(workload, OPERATIONS[workload][1 if tiny else 0])
                # The first turn warms: prepares statements, fills caches, opens the pools.
                if sample is not None and turn >= 0:
                    results.setdefault((name, workload), []).append(sample)
        print(f"\rround {turn + 1} of {rounds}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for worker in running.values():
        worker.close()
    return results, pinned


def ratios(samples, reference):
    """The median over the rounds of this by the reference of the same round."""
    return (statistics.median(a.wall / b.wall for a, b in zip(samples, reference)),
            statistics.median(a.cpu / b.cpu for a, b in zip(samples, reference)))


def figure(program, workload, samples, first, same):
    wall, cpu = ratios(samples, first)
    return {"program": program, "workload": workload,
            "wall_us": statistics.median(sample.wall for sample in samples),
            "cpu_us": statistics.median(sample.cpu for sample in samples),
            "wall_ratio": wall, "cpu_ratio": cpu,
            "wall_ratio_same": ratios(samples, same)[0], "cpu_ratio_same": ratios(samples, same)[1]}


def figures(results, groups, programs):
    tables = {}
    for group in groups:
        rows = tables.setdefault(group, [])
        first = results[("libpq", GROUPS[group][0])]
        for workload in GROUPS[group]:
            for program in (one.name for one in programs if (one.name, workload) in results):
                samples = results[(program, workload)]
                rows.append(figure(program, workload, samples, first, results[("libpq", workload)]))
    return tables


def add_memory(tables, programs, url):
    by_name = {program.name: program for program in programs}
    for rows in tables.values():
        for row in rows:
            workload = row["workload"]
            operations = 64 if workload == "Y" else max(1, OPERATIONS[workload][0] // 20)
            row["peak_mib"] = workers.peak_memory(by_name[row["program"]], url, workload, operations)


def add_instructions(tables, programs, url):
    by_name = {program.name: program for program in programs}
    for rows in tables.values():
        for row in rows:
            program, counts = by_name[row["program"]], OPERATIONS[row["workload"]][2]
            if program.is_native and counts is not None:
                row["instructions"] = workers.instructions(program, url, row["workload"], *counts)
        limits = {row["workload"]: row.get("instructions") for row in rows if row["program"] == "libpq"}
        for row in rows:
            if row.get("instructions") and limits.get(row["workload"]):
                row["instructions_ratio"] = row["instructions"] / limits[row["workload"]]


def add_profiles(run, programs, url):
    """Where our instructions go, for every workload that costs more than its limit."""
    by_name = {program.name: program for program in programs}
    ours = [row for rows in run["tables"].values() for row in rows
            if row["program"] == "orm" and row.get("instructions_ratio", 0) > PROFILED_FROM]
    ours.sort(key=lambda row: list(OPERATIONS).index(row["workload"]))
    run["profiles"] = {
        row["workload"]: {name: profile_calls.profile(by_name[name], url, row["workload"],
                                                      *OPERATIONS[row["workload"]][2])[:80]
                          for name in ("libpq", "orm")}
        for row in ours}


def add_inner(run, programs, url, rounds):
    """Nanoseconds of CPU; the least of all rounds, for what a shared machine adds is not ours."""
    worker = workers.Worker(next(one for one in programs if one.name == "orm"), url)
    worker.run("borrow", 1)
    run["inner"] = {name: min(worker.run(name, operations).cpu for _ in range(3 * rounds)) * 1000
                    for name, operations in INNER.items()}
    worker.close()


def machine(url, pinned):
    version = subprocess.run(["psql", "-qAtX", url, "-c", "show server_version"],
                             capture_output=True, text=True, check=True).stdout.strip()
    compiler = subprocess.run([os.environ.get("CXX", "g++"), "--version"], capture_output=True,
                              text=True, check=True).stdout.splitlines()[0]
    return {"cpus": os.cpu_count(), "architecture": platform.machine(), "postgresql": version,
            "compiler": compiler, "load": os.getloadavg()[0], "pinned": pinned}


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", help=f"workloads: {' '.join(GROUPS)} (all)")
    parser.add_argument("--programs", required=True, help="folder of the C++ programs")
    parser.add_argument("--node", help="folder with Drizzle's packages")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--tiny", action="store_true", help="only whether all read the same")
    parser.add_argument("--no-instructions", action="store_true")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--compare", type=pathlib.Path, help="an older run's JSON")
    given = parser.parse_args()
    unknown = [group for group in given.groups if group not in GROUPS]
    if unknown:
        parser.error(f"no such workload: {' '.join(unknown)}; there are {' '.join(GROUPS)}")
    return given


def fill_database(url, stream_rows):
    subprocess.run(["psql", "-qXo", "/dev/null", "-v", "ON_ERROR_STOP=1", "-v",
                    f"stream_rows={stream_rows}", url, "-f", str(HERE / "data.sql")], check=True)


def main():
    given = options()
    url = os.environ["DATABASE_URL"]
    groups = given.groups or list(GROUPS)
    programs = workers.native_programs(given.programs)
    if given.node:
        programs += workers.drizzle_programs(given.node)
    fill_database(url, 10_000 if given.tiny else 1_000_000)
    results, pinned = measure(programs, url, groups, 1 if given.tiny else given.rounds, given.tiny)
    check_checksums(results)
    if given.tiny:
        print(f"run_time: {len(results)} measurements of {len(programs)} programs read the same")
        return
    run = {"machine": machine(url, pinned), "rounds": given.rounds, "tables": figures(results, groups, programs)}
    add_memory(run["tables"], programs, url)
    add_inner(run, programs, url, given.rounds)
    if given.no_instructions or shutil.which("valgrind") is None:
        print("SKIPPED: no instructions are counted without valgrind")
    else:
        add_instructions(run["tables"], programs, url)
        add_profiles(run, programs, url)
    report.print_tables(run)
    if given.json:
        given.json.write_text(json.dumps(run, indent=1) + "\n")
    if given.compare and not report.compare(json.loads(given.compare.read_text()), run):
        sys.exit(1)


if __name__ == "__main__":
    main()
