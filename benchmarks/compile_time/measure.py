#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles each translation unit several times, interleaved, and prints what it cost the compiler."""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COMPILERS = [("g++ -O0", ["g++", "-O0"]), ("g++ -O2", ["g++", "-O2"]),
             ("clang 19 -O0", ["clang++-19", "-O0"])]
FLAGS = ["-std=c++20", "-Wno-missing-field-initializers", "-c", "-o", "/dev/null"]


def include_flags():
    libpq = subprocess.run(["pg_config", "--includedir"], capture_output=True, text=True)
    folder = libpq.stdout.strip() or "/usr/include/postgresql"
    return [f"-I{ROOT / 'include'}", f"-I{folder}"]


def run(command):
    """Gives user seconds and peak MiB of one compilation."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"does not compile: {' '.join(command)}")
    return usage.ru_utime, usage.ru_maxrss / 1024


def instructions(command, unit):
    """Instructions of g++'s compiler proper, in millions: they do not depend on the machine's load."""
    if shutil.which("valgrind") is None:
        return None
    wrapper = "valgrind,--tool=cachegrind,--cache-sim=no,--cachegrind-out-file=/dev/null"
    flags = [flag for flag in FLAGS if flag != "-c"] + ["-S", "-wrapper", wrapper]
    output = subprocess.run(command + flags + include_flags() + [str(unit)], capture_output=True,
                            text=True).stderr
    found = re.search(r"I\s+refs:\s+([\d,]+)", output)
    return int(found.group(1).replace(",", "")) / 1e6 if found else None


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--instructions", action="store_true")
    options.add_argument("--json", type=pathlib.Path)
    given = options.parse_args()
    names = subprocess.run([sys.executable, str(pathlib.Path(__file__).with_name("generate.py")),
                            str(given.folder)], capture_output=True, text=True,
                           check=True).stdout.split()
    compilers = [(label, base) for label, base in COMPILERS if shutil.which(base[0])]
    seconds, memory = {}, {}
    for _ in range(given.rounds):
        for label, base in compilers:
            for name in names:
                used, peak = run(base + FLAGS + include_flags() + [str(given.folder / f"{name}.cpp")])
                seconds.setdefault((name, label), []).append(used)
                memory.setdefault((name, label), []).append(peak)
    results = {}
    header = "".join(f"{label + ' s / MiB':>24}" for label, _ in compilers)
    print(f"{'translation unit':<24}{header}" + (f"{'g++ -O0 M instr.':>20}" if given.instructions else ""))
    for name in names:
        row = f"{name:<24}"
        for label, _ in compilers:
            median = statistics.median(seconds[(name, label)])
            peak = statistics.median(memory[(name, label)])
            results[f"{name} {label}"] = {"user_seconds": median, "peak_mib": peak}
            row += f"{median:>14.2f} / {peak:>7.0f}"
        if given.instructions:
            count = instructions(["g++", "-O0"], given.folder / f"{name}.cpp")
            results[f"{name} g++ -O0"]["million_instructions"] = count
            row += f"{count:>20.0f}" if count else f"{'no valgrind':>20}"
        print(row, flush=True)
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
