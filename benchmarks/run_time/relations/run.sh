#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Called by `scripts/bench relations [rounds]`: fills a fresh database (DATABASE_URL), measures, prints a table.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
work="$root/build/bench/relations"
rounds="${1:-15}"
export ORM_BENCH_DATABASE_URL="$DATABASE_URL"
mkdir -p "$work"

sed -n '/R"($/,/^)";/p' "$here/schema.hpp" | sed '1d;$d' >"$work/schema.sql"
psql -q -v ON_ERROR_STOP=1 "$DATABASE_URL" -f "$work/schema.sql"

"${CXX:-g++}" -std=c++20 -O2 -DNDEBUG -I"$root/include" -I"$(pg_config --includedir)" "$here/main.cpp" -lpq -o "$work/relations"
"$work/relations" "$rounds" | tee "$work/result.jsonl"

if command -v node >/dev/null && command -v npm >/dev/null; then
    cp "$here/drizzle.mjs" "$work/drizzle.mjs"
    if (cd "$work" && npm install --no-audit --no-fund --silent drizzle-orm@0.45 pg@8); then
        node "$work/drizzle.mjs" "$rounds" | tee -a "$work/result.jsonl"
    else
        echo "SKIPPED: Drizzle could not be installed with npm; its figures are missing" >&2
    fi
else
    echo "SKIPPED: node and npm are not here; Drizzle's figures are missing" >&2
fi

python3 - "$work/result.jsonl" <<'PYTHON'
import json
import sys

rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8") if line.startswith("{")]
first = {}
print(f"\n{'workload':36} {'variant':34} {'wall us':>10} {'x':>6} {'cpu us':>10} {'x':>6}")
for workload in dict.fromkeys(row["workload"] for row in rows):
    for row in (row for row in rows if row["workload"] == workload):
        base = first.setdefault(workload, row)
        print(f"{workload:36} {row['variant']:34} {row['wall']:10.1f} {row['wall'] / base['wall']:6.2f}"
              f" {row['cpu']:10.1f} {row['cpu'] / base['cpu']:6.2f}")
PYTHON
