#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Kills the kit at every system call that changes a file: the folder is then as before or as after.
# usage: interrupted.sh ORM_KIT
set -euo pipefail
kit=$(realpath "$1")
calls="write fsync rename unlink mkdir rmdir"
if ! strace -qq -o /dev/null true >/dev/null 2>&1; then
    echo "SKIPPED: strace is not there or may not trace"
    exit 77
fi
unset DATABASE_URL ENVIRONMENT
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() {
    echo "FAILED: $*" >&2
    exit 1
}
# The folder can be read, and nothing of it is wrong but files that no journal names.
state() {
    "$kit" check --json --out copy >found.json 2>err || [ $? -eq 3 ] || fail "$1: $(cat err)"
    python3 -c 'import json, sys
found = [each for each in json.load(open("found.json"))["findings"]
         if each["severity"] == "error" and each["code"] != "file_unknown"]
sys.exit("\n".join(each["message"] for each in found) or 0)' || fail "$1: see above"
}
entries() {
    if [ -f "$1/meta/_journal.json" ]; then grep -c '"tag"' "$1/meta/_journal.json" || true; else
        find "$1" -name migration.sql | wc -l
    fi
}
# after_kill FOLDER CHANGE WHERE COMMAND...: the copy is as before or as after, and work goes on in it.
after_kill() {
    local before count change=$2 where=$3
    before=$(entries "$1")
    shift 3
    count=$(entries copy)
    [ "$count" -eq "$before" ] || [ "$count" -eq $((before + change)) ] ||
        fail "$* killed at $where: $count migrations instead of $before"
    state "$* killed at $where"
    if [ "$count" -eq "$before" ]; then
        "$kit" "$@" --out copy >out 2>&1 || fail "$* again, after $where: $(cat out)"
    fi
    "$kit" make next --out copy >out 2>&1 || fail "make after $* was killed at $where: $(cat out)"
}
# every_kill FOLDER CHANGE COMMAND...: kills at the first, second, ... call until the command survives.
every_kill() {
    local folder=$1 change=$2 call at kills=0
    shift 2
    for call in $calls; do
        for ((at = 1; at < 60; at++)); do
            rm -rf copy
            cp -r "$folder" copy
            if strace -f -qq -o /dev/null -e trace="$call" -e "inject=$call:signal=KILL:when=$at" \
                "$kit" "$@" --out copy >out 2>&1 </dev/null; then break; fi 2>/dev/null
            kills=$((kills + 1))
            after_kill "$folder" "$change" "$call $at" "$@"
        done
        [ "$at" -lt 60 ] || fail "$*: it never survives $call: $(cat out)"
    done
    [ "$kills" -gt 5 ] || fail "$*: only $kills kills; are the calls still called so?"
    echo "$* ($folder): killed at $kills calls"
}

mkdir empty
every_kill empty 1 make first
"$kit" make first --out classic >out 2>&1
every_kill classic 1 make second
"$kit" make second --out classic >out 2>&1
every_kill classic -1 drop 0001_second
cp -r classic folders
"$kit" up --layout folders --out folders >out 2>&1
every_kill folders 1 make third
every_kill classic 0 up --layout folders
