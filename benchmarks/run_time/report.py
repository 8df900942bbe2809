# SPDX-License-Identifier: MIT
"""Prints a run's tables, and what became slower than in an older run."""

# Instructions repeat; wall time on a busy machine does not.
INSTRUCTIONS_BOUND, WALL_BOUND = 1.05, 1.15

TITLES = {
    "A": "point select by key", "B": "10,000 rows into structs", "C": "insert one row, returning its id",
    "D": "insert 10,000 rows", "E": "join, 10,000 rows", "F1000": "1,000 users with 10 posts each",
    "F1": "one user with 10 posts", "S": "stream a million rows", "T": "read of 100 keys through a cache",
    "Y": "64 threads on a pool of 8"}

WAYS = {
    "A10": "pipeline of 10", "A100": "pipeline of 100", "B_stream": "streamed", "D_copy": "COPY",
    "D_returning": "returning ids", "E_stream": "streamed"}


def label(row):
    way = WAYS.get(row["workload"])
    return f"{row['program']}, {way}" if way else row["program"]


def cell(row, key, form):
    return format(row[key], form) if row.get(key) is not None else "-"


def cells(row):
    return [label(row), cell(row, "wall_us", ",.1f"), cell(row, "wall_ratio", ".2f"),
            cell(row, "cpu_us", ",.1f"), cell(row, "cpu_ratio", ".2f"),
            cell(row, "instructions", ",.0f"), cell(row, "instructions_ratio", ".3f"),
            cell(row, "peak_mib", ".1f")]


HEADS = ["", "wall us", "x", "client CPU us", "x", "instructions", "x same", "peak MiB"]


def print_tables(run):
    for group, rows in run["tables"].items():
        print(f"\n{group}: {TITLES[group]}")
        lines = [HEADS] + [cells(row) for row in rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
        for line in lines:
            print("  ".join(text.ljust(width) if at == 0 else text.rjust(width)
                            for at, (text, width) in enumerate(zip(line, widths))))


def compare(old, new):
    """Prints our figures beside the older run's. Gives: whether none is worse than its bound."""
    before = {(row["program"], row["workload"]): row for rows in old["tables"].values() for row in rows}
    good = True
    print(f"\n{'workload':<14}{'what':<24}{'old':>14}{'new':>14}{'x':>8}")
    for row in (row for rows in new["tables"].values() for row in rows if row["program"] == "orm"):
        older = before.get(("orm", row["workload"]), {})
        for key, bound in (("instructions", INSTRUCTIONS_BOUND), ("wall_ratio_same", WALL_BOUND)):
            if not older.get(key) or not row.get(key):
                continue
            change = row[key] / older[key]
            good = good and change <= bound
            print(f"{row['workload']:<14}{key:<24}{older[key]:>14,.2f}{row[key]:>14,.2f}{change:>8.3f}"
                  f"{'  WORSE' if change > bound else ''}")
    return good
