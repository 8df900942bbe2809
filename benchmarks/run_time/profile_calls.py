# SPDX-License-Identifier: MIT
"""Instructions an operation by function: the difference of two runs under callgrind."""
import pathlib
import re
import subprocess
import sys
import tempfile

import workers

LINE = re.compile(r"^\s*([\d,]+) \([^)]*\)\s+(.*)$")


def short(function):
    """Without file, library, parameters and template arguments."""
    function = re.sub(r"\s*\[[^\]]*\]$", "", function)
    function = function.split(":", 1)[1] if ":" in function else function
    function = re.sub(r"^\./[^:]*:", "", function)
    before = None
    while before != function:
        before, function = function, re.sub(r"<[^<>]*>", "", function)
    function = re.sub(r"\(.*$", "", function.replace("(anonymous namespace)::", ""))
    name = function.split(" ")[-1] or function
    # libpq of a distribution is stripped: its inner functions have addresses only.
    return "inside libpq (no symbols)" if re.fullmatch(r"0x[0-9a-f]+", name) else name


def counts(program, url, workload, operations):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        worker = workers.Worker(program, url, ["valgrind", "-q", "--tool=callgrind",
                                               f"--callgrind-out-file={out}"])
        worker.run(workload, operations)
        worker.close()
        text = subprocess.run(["callgrind_annotate", "--threshold=100", str(out)],
                              capture_output=True, text=True, check=True).stdout
    found = {}
    for line in text.splitlines():
        match = LINE.match(line)
        if match and "PROGRAM TOTALS" not in line:
            name = short(match.group(2))
            found[name] = found.get(name, 0) + int(match.group(1).replace(",", ""))
    return found


def profile(program, url, workload, few, many):
    """Gives functions and their instructions an operation, the costliest first."""
    less, more = counts(program, url, workload, few), counts(program, url, workload, many)
    each = {name: (more[name] - less.get(name, 0)) / (many - few) for name in more}
    return sorted(each.items(), key=lambda item: -item[1])


if __name__ == "__main__":
    native = {one.name: one for one in workers.native_programs(sys.argv[1])}
    for name, instructions in profile(native[sys.argv[3]], sys.argv[2], sys.argv[4], int(sys.argv[5]),
                                      int(sys.argv[6]))[:int(sys.argv[7])]:
        print(f"{instructions:12,.1f}  {name}")
