# SPDX-License-Identifier: MIT
"""Calls a compiler for the tests that are about compiling."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

JOB_COUNT = min(os.cpu_count() or 1, 8)


def read_flags(path):
    """The include folders that CMake wrote, as flags; the system's own folder is not ours to name."""
    with open(path, encoding="utf-8") as file:
        folders = [folder for folder in file.read().strip().split(";") if folder]
    unique = list(dict.fromkeys(folders))
    return ["-I" + folder for folder in unique if folder != "/usr/include"]


def call(command):
    """Runs a compiler. Gives (succeeded, its whole output)."""
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "LC_ALL": "C.UTF-8", "CCACHE_DISABLE": "1"},
        check=False,
    )
    return result.returncode == 0, result.stdout


def in_parallel(function, items):
    with ThreadPoolExecutor(JOB_COUNT) as pool:
        return list(pool.map(function, items))
