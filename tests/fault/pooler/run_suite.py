#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""C14: runs a test program through pgbouncer in transaction mode, and reads what goes over the wire.

Every test file of the program runs in a process of its own, 16 at once, against ORM_TEST_DATABASE_URL
through one pgbouncer with two server sessions for each database, used in turn. Between the tests and
pgbouncer this program reads every message of the clients. Passed when every test passes, was refused with
the migrator's advice to connect directly, or names the feature of the session that it is about; when no
statement has a name; and when nothing sets anything outside of a transaction. A pgbouncer that ends by itself
is no failure of ours: what failed then runs again through a new one, and is said.
"""

import argparse
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from wire import Proxy, Wire, free_port

SKIPPED = 77


def allow_many_descriptors():
    """Each client of the proxy takes two, and pgbouncer as many."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def find_pgbouncer():
    return shutil.which("pgbouncer", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


class Pgbouncer:
    """pgbouncer in front of a server, as long as the context lives."""

    def __init__(self, program, server):
        self.program, self.server = program, server
        self.port = free_port()

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="orm-pooler."))
        self.folder.chmod(0o755)
        config = self.folder / "pgbouncer.ini"
        config.write_text(
            f"[databases]\n* = host={self.server.hostname} port={self.server.port} user={self.server.username}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {self.port}\nunix_socket_dir =\n"
            "auth_type = any\npool_mode = transaction\ndefault_pool_size = 2\n"
            # Both sessions exist and take turns, so that whoever counts on his session meets another one.
            "min_pool_size = 2\nserver_round_robin = 1\nmax_client_conn = 1000\nlogfile =\n"
            "ignore_startup_parameters = extra_float_digits\nlog_connections = 0\nlog_disconnections = 0\n")
        command = [self.program, str(config)]
        if os.geteuid() == 0:  # it refuses to run as root
            command[1:1] = ["-u", "nobody"]
        self.log = open(self.folder / "log", "w")
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=self.log)
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder)

    def early_end(self):
        """How it ended by itself and its last words, or None."""
        status = self.process.poll()
        if status is None:
            return None
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        words = (self.folder / "log").read_text(errors="replace").splitlines()[-20:]
        return f"pgbouncer ended with {how}:\n  " + "\n  ".join(words)


class Outcome:
    def __init__(self, name, status, output, seconds):
        self.name, self.output, self.seconds = name, output, seconds
        self.reasons = re.findall(r"^SESSION: (.*)$", output, re.MULTILINE)
        self.refusals = re.findall(r"^REFUSED: (.*)$", output, re.MULTILINE)
        cases = re.search(r"(\d+) assertions? in (\d+) test cases?|test cases: *(\d+)", output)
        self.cases = int(cases.group(2) or cases.group(3)) if cases else 0
        self.status, self.failed = status, status != 0

    def first_complaint(self):
        words = re.search(r"unexpected exception with message:\n(.*?)\n\n|FAILED:\n(.*?)\n\n", self.output, re.DOTALL)
        text = (words.group(1) or words.group(2)) if words else self.output[-200:]
        return f"status {self.status}: " + " ".join(text.split())[:300]


def run_file(program, tag, environment, limit):
    start = time.monotonic()
    try:
        done = subprocess.run([program, "-#", f"[#{tag}]"], env=environment, timeout=limit, text=True,
                              errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        status, output = done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        status, output = 1, (late.stdout or b"").decode(errors="replace") + f"\nno end in {limit} s\n"
    return Outcome(tag, status, output, time.monotonic() - start)


def run_all(options, tags, url):
    environment = dict(os.environ, ORM_TEST_POOLER_URL=url)
    with ThreadPoolExecutor(options.clients) as pool:
        runs = [pool.submit(run_file, options.program, tag, environment, options.limit) for tag in tags]
        for run in runs:
            outcome = run.result()
            if options.verbose or outcome.failed:
                state = "FAILED" if outcome.failed else "passed"
                print(f"{outcome.name}: {state}, {outcome.seconds:.1f} s", flush=True)
            if outcome.failed:
                print(outcome.output, flush=True)
            yield outcome


def run_through_one_pooler(options, tags, program, server, wire):
    """Gives the outcomes, and how pgbouncer ended if it did so by itself."""
    with Pgbouncer(program, server) as pgbouncer, Proxy(pgbouncer.port, wire) as proxy:
        url = f"postgresql://{server.username}@127.0.0.1:{proxy.port}/postgres?pgbouncer=true"
        outcomes = list(run_all(options, tags, url))
        return outcomes, pgbouncer.early_end()


def run_to_the_end(options, tags, program, server, wire):
    """A pgbouncer that ends by itself (1.18 has known faults in cancelling: "server in bad state") takes tests
    along that say nothing about us. Those run again through a new one, and the ends are counted and printed."""
    done, ends = {}, []
    for _ in range(4):
        left = [tag for tag in tags if tag not in done or done[tag].failed]
        outcomes, end = run_through_one_pooler(options, left, program, server, wire)
        done.update((one.name, one) for one in outcomes)
        if end is None:
            break
        ends.append(end)
        print(end, flush=True)
    return list(done.values()), ends


def report(outcomes, ends, wire, seconds):
    cases = sum(one.cases for one in outcomes)
    failed = [one.name for one in outcomes if one.failed]
    reasons = [reason for one in outcomes for reason in one.reasons]
    refusals = [refusal for one in outcomes for refusal in one.refusals]
    for reason in sorted(reasons):
        print("needs a session:", reason)
    for refusal in sorted(refusals):
        print("refused:", refusal)
    for kind, examples in sorted(wire.findings.items()):
        for example in sorted(examples)[:10]:
            print(f"on the wire: {kind}: {example}")
    run = cases - len(reasons) - len(refusals)
    for one in [one for one in outcomes if one.failed][:5]:
        print(f"FAULT | C14  | failed: {one.name}: {one.first_complaint()}")
    for end in ends:
        print("FAULT | C14  | run again for what failed:", end.replace("\n", " ")[-300:])
    print(f"FAULT | C14  | {cases} tests of {len(outcomes)} files through pgbouncer, {run} run, {len(refusals)} "
          f"refused with 'connect directly', {len(reasons)} need a session, {len(failed)} files failed; "
          f"{wire.messages} messages, {wire.named} named statements, {wire.settings} SET outside a transaction; "
          f"{seconds:.0f} s")
    return bool(failed) or wire.named != 0 or wire.settings != 0 or cases == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--files", required=True, help="the folder of the program's *_test.cpp")
    parser.add_argument("--only", default=".", help="a regular expression for their paths")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--limit", type=int, default=900, help="seconds for one file")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    program = find_pgbouncer()
    if program is None:
        print("SKIPPED: pgbouncer is not installed (tests/fault/pooler)")
        return SKIPPED
    if os.environ.get("ORM_FAULT_LONG"):
        options.only = "."
    root = pathlib.Path(options.files)
    paths = [path.relative_to(root) for path in root.rglob("*_test.cpp")]
    tags = sorted({path.stem for path in paths
                   if re.search(options.only, str(path))})
    server = urlsplit(os.environ["ORM_TEST_DATABASE_URL"])
    allow_many_descriptors()
    start, wire = time.monotonic(), Wire()
    outcomes, ends = run_to_the_end(options, tags, program, server, wire)
    return 1 if report(outcomes, ends, wire, time.monotonic() - start) else 0


if __name__ == "__main__":
    sys.exit(main())
