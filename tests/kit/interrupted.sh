#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Kills the kit at every system call that changes a file: the folder is then as before or as after.
# usage: interrupted.sh ORM_KIT
set -euo pipefail
kit=$(realpath "$1")
calls=openat,write,fsync,rename,unlink,mkdir,rmdir
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
    "$kit" check --json --out "$1" >found.json 2>err || [ $? -eq 3 ] || fail "$2: $(cat err)"
    python3 -c 'import json, sys
found = [each for each in json.load(open("found.json"))["findings"]
         if each["severity"] == "error" and each["code"] != "file_unknown"]
sys.exit("\n".join(each["message"] for each in found) or 0)' || fail "$2: see above"
}
entries() {
    if [ -f "$1/meta/_journal.json" ]; then
        python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["entries"]))' "$1/meta/_journal.json"
    else
        find "$1" -name migration.sql | wc -l
    fi
}
# every_kill FOLDER CHANGE COMMAND...: kills at the first, second, ... call until the command survives.
every_kill() {
    local folder=$1 change=$2 before count kills=0 at=1
    shift 2
    before=$(entries "$folder")
    while :; do
        rm -rf copy
        cp -r "$folder" copy
        if strace -f -qq -o /dev/null -e trace=$calls -e inject=$calls:signal=KILL:when=$at \
            "$kit" "$@" --out copy >out 2>&1 </dev/null; then break; fi 2>/dev/null
        kills=$((kills + 1))
        count=$(entries copy)
        [ "$count" -eq "$before" ] || [ "$count" -eq $((before + change)) ] ||
            fail "$* killed at call $at: $count migrations instead of $before"
        state copy "$* killed at call $at"
        # Nothing has to be mended by hand: the same command again, or the next one, goes on from there.
        if [ "$count" -eq "$before" ]; then
            "$kit" "$@" --out copy >out 2>&1 || fail "$* after a kill at call $at: $(cat out)"
        fi
        "$kit" make next --out copy >out 2>&1 || fail "make after a kill at call $at: $(cat out)"
        state copy "$* again, after a kill at call $at"
        at=$((at + 1))
    done
    [ "$kills" -gt 10 ] || fail "$*: only $kills kills; are the calls still called so?"
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
