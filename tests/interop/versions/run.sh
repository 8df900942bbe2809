#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs integration tests with another version of PostgreSQL, whose programs come as an npm package.
# usage: run.sh VERSION PROGRAM SCRIPTS FOLDER [FILTER...]   only with ORM_TEST_VERSIONS=1
set -euo pipefail
version=$1
program=$2
scripts=$3
folder=$4
shift 4
here="$(cd "$(dirname "$0")" && pwd)"

skip() {
    echo "SKIPPED: $*"
    exit 77
}
[ -n "${ORM_TEST_VERSIONS:-}" ] || skip "PostgreSQL $version is tested with ORM_TEST_VERSIONS=1 only"
command -v npm >/dev/null || skip "npm is not there"

# One copy for all versions and runs of one user; the packages' own scripts are not run.
home="${ORM_VERSIONS_HOME:-${TMPDIR:-/tmp}/orm_versions_$(id -u)}"
mkdir -p "$home"
exec 9>"$home/lock"
flock 9
cp "$here/package.json" "$home/"
(cd "$home" && { npm ls --silent >/dev/null 2>&1 ||
    npm install --silent --no-audit --no-fund --ignore-scripts >/dev/null; }) ||
    skip "the servers cannot be fetched from npm"
python3 - "$home/node_modules/pg$version" <<'PYTHON'
import json, os, sys
package = sys.argv[1]
with open(f"{package}/native/pg-symlinks.json") as listed:
    for link in json.load(listed):
        target = os.path.join(package, link["target"])
        if not os.path.lexists(target):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            source = os.path.join(package, link["source"])
            os.symlink(os.path.relpath(source, os.path.dirname(target)), target)
for name in os.listdir(f"{package}/native/bin"):
    os.chmod(f"{package}/native/bin/{name}", 0o755)
PYTHON
flock -u 9

export ORM_POSTGRES_BIN="$home/node_modules/pg$version/native/bin"
trap '"$scripts/postgres" stop "$folder" >/dev/null' EXIT
"$scripts/postgres" start "$folder"
ORM_TEST_DATABASE_URL="$("$scripts/postgres" url "$folder")"
export ORM_TEST_DATABASE_URL
"$program" "$@"
