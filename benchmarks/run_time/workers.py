# SPDX-License-Identifier: MIT
"""The programs of a run: how each is started, told what to do, measured and put on a CPU."""
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
# Otherwise a large result's memory goes back to the kernel and is faulted in again, or not, by luck.
MALLOC = "glibc.malloc.trim_threshold=268435456:glibc.malloc.mmap_threshold=268435456"
ENVIRONMENT = {**os.environ, "GLIBC_TUNABLES": MALLOC}


@dataclasses.dataclass
class Program:
    name: str
    command: list
    is_native: bool = True


@dataclasses.dataclass
class Sample:
    wall: float
    cpu: float
    checksum: str


def native_programs(folder):
    """Gives the C++ programs that were built, the limit first; says which are missing."""
    found = []
    for name in ("libpq", "orm", "libpqxx", "soci"):
        path = pathlib.Path(folder) / name
        if path.exists():
            found.append(Program(name, [str(path)]))
        elif name in ("libpq", "orm"):
            raise SystemExit(f"error: {path} is missing; build the target run_time_programs first")
        else:
            print(f"SKIPPED: {name} is not compared, for its development package is not installed")
    return found


def drizzle_programs(folder):
    """Gives Drizzle on both drivers; ES modules look for packages beside the file, so it is copied."""
    folder = pathlib.Path(folder)
    if shutil.which("node") is None or not (folder / "node_modules" / "drizzle-orm").exists():
        print("SKIPPED: Drizzle is not compared, for node or its packages are not here")
        return []
    shutil.copy(HERE / "drizzle.mjs", folder / "drizzle.mjs")
    program = ["node", str(folder / "drizzle.mjs")]
    return [Program("drizzle pg", program + ["{url}", "pg"], False),
            Program("drizzle pg .prepare()", program + ["{url}", "pg", "prepared"], False),
            Program("drizzle postgres.js", program + ["{url}", "postgres.js"], False)]


class Worker:
    """A running program, which stays connected."""

    def __init__(self, program, url, wrapper=()):
        self.program = program
        command = [part.replace("{url}", url) for part in program.command]
        if program.is_native:
            command.append(url)
        self.process = subprocess.Popen(list(wrapper) + command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise SystemExit(f"error: {self.program.name} ended while it ran: {line}")
        return answer

    def run(self, workload, operations):
        """Gives a sample in microseconds an operation, or None where the program lacks the workload."""
        answer = self.ask(f"{workload} {operations}")
        if answer == "unsupported":
            return None
        wall, cpu, checksum = answer.split()
        return Sample(int(wall) / 1000 / operations, int(cpu) / 1000 / operations, checksum)

    def peak_mib(self):
        return int(self.ask("memory")) / 1024

    def close(self):
        self.process.stdin.close()
        return self.process.wait()


def peak_memory(program, url, workload, operations):
    """Peak resident MiB of a program that has run nothing else."""
    worker = Worker(program, url)
    worker.run(workload, operations)
    peak = worker.peak_mib()
    worker.close()
    return peak


def _count(program, url, workload, operations):
    # No GLIBC_TUNABLES below valgrind: its own allocator answers.
    report = HERE / ".." / ".." / "build" / "bench"
    report.mkdir(parents=True, exist_ok=True)
    log = report / f"cachegrind.{os.getpid()}.log"
    worker = Worker(program, url, ["valgrind", "--tool=cachegrind", "--cache-sim=no",
                                   "--cachegrind-out-file=/dev/null", f"--log-file={log}"])
    worker.run(workload, operations)
    worker.close()
    found = re.search(r"I\s+refs:\s+([\d,]+)", log.read_text())
    log.unlink()
    return int(found.group(1).replace(",", ""))


def instructions(program, url, workload, few, many):
    """Instructions an operation: the difference of two counts, so that start and preparing drop out."""
    difference = _count(program, url, workload, many) - _count(program, url, workload, few)
    return difference / (many - few)


def put_on_cpus(processes, cpus):
    """Moves every thread of the processes. False where that is not allowed."""
    try:
        for process in processes:
            for thread in os.listdir(f"/proc/{process}/task"):
                os.sched_setaffinity(int(thread), cpus)
    except OSError:
        return False
    return True


def backends(url):
    """The server's processes of this database, itself left out."""
    query = ("select pid from pg_stat_activity where datname = current_database() "
             "and pid <> pg_backend_pid()")
    output = subprocess.run(["psql", "-qAtX", url, "-c", query], capture_output=True, text=True,
                            check=True).stdout
    return [int(line) for line in output.split()]
