#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# `orm-kit diff`: snapshot files, folders and databases on either side, renames, JSON, the way back.
# usage: diff.sh ORM_KIT SCHEMAS   with DATABASE_URL set to an empty database
set -euo pipefail
kit=$1
schemas="$(cd "$2" && pwd)"
validate="$(cd "$(dirname "$0")" && pwd)/validate_json.py"
database_url=$DATABASE_URL
unset DATABASE_URL ENVIRONMENT
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

step() { echo "== $*"; }
fail() {
    echo "FAILED: $*" >&2
    cat out err >&2
    exit 1
}
# expect STATUS ARGUMENTS...
expect() {
    local wanted=$1 status=0
    shift
    timeout 60 "$kit" diff "$@" >out 2>err </dev/null || status=$?
    [ "$status" -eq "$wanted" ] || fail "diff $* ended with $status instead of $wanted"
}
says() { grep -qF -- "$1" out || fail "expected on standard output: $1"; }
says_not() { ! grep -qF -- "$1" out || fail "not expected on standard output: $1"; }
complains() { grep -qF -- "$1" err || fail "expected on standard error: $1"; }
sql() { psql -X -q -v ON_ERROR_STOP=1 "$database_url" "$@"; }
# snapshot FILE TABLE COLUMN...: one of Drizzle 1.0, with text columns.
snapshot() {
    python3 - "$@" <<'PYTHON'
import json, sys
file, table, *columns = sys.argv[1:]
entities = [{"entityType": "tables", "schema": "public", "name": table, "isRlsEnabled": False}]
for column in columns:
    entities.append({
        "entityType": "columns", "schema": "public", "table": table, "name": column, "type": "text",
        "typeSchema": None, "notNull": False, "dimensions": 0, "default": None, "generated": None,
        "identity": None})
with open(file, "w") as out:
    json.dump({"version": "8", "dialect": "postgres", "id": file,
               "prevIds": ["00000000-0000-0000-0000-000000000000"], "ddl": entities, "renames": []},
              out)
PYTHON
}

step "two snapshot files"
snapshot old.json notes title
snapshot new.json notes title body
expect 0 old.json new.json
says 'ALTER TABLE "notes" ADD COLUMN "body" text;'
expect 0 old.json new.json --reverse
says 'ALTER TABLE "notes" DROP COLUMN "body"'
expect 0 new.json old.json
says '-- data_loss: '
says 'ALTER TABLE "notes" DROP COLUMN "body"'
expect 0 old.json old.json
[ ! -s out ] || says 'No'

step "nothing is guessed to be a rename, what is said is one"
snapshot renamed.json notes headline
expect 0 old.json renamed.json
says 'DROP COLUMN "title"'
says 'ADD COLUMN "headline"'
expect 0 old.json renamed.json --rename notes.title=headline
says 'ALTER TABLE "notes" RENAME COLUMN "title" TO "headline";'
says_not 'DROP COLUMN'
echo '["public.notes.title->public.notes.headline"]' >renames.json
expect 0 old.json renamed.json --renames renames.json
says 'RENAME COLUMN "title" TO "headline"'
snapshot tables.json memos title
expect 0 old.json tables.json --rename notes=memos
says 'ALTER TABLE "notes" RENAME TO "memos";'
expect 1 old.json renamed.json --rename notes.nothing=headline
complains 'fits no change'
expect 1 old.json renamed.json --renames nowhere.json
complains nowhere.json

step "JSON keeps the contract"
for pair in "old.json new.json ok" "new.json old.json ok" "old.json old.json no_changes"; do
    read -r from to word <<<"$pair"
    expect 0 "$from" "$to" --json
    python3 "$validate" "$schemas" diff "$word" out || fail "diff $from $to --json"
done
expect 0 old.json renamed.json --renames renames.json --json
python3 - <<'PYTHON' || fail "the JSON of a rename"
import json
told = json.load(open("out"))
assert told["renames"] == ["public.notes.title->public.notes.headline"], told["renames"]
[step] = told["steps"]
assert step["change"] == "rename" and step["reverse"], step
assert not step["hazards"], step
PYTHON

step "a database on either side, and its SQL brings it there"
sql -c 'create table notes (title text)'
expect 0 "$database_url" old.json
says_not 'notes'
expect 0 "$database_url" new.json
sql -f out
expect 0 "$database_url" new.json
says_not 'notes'
expect 0 - "$database_url"
says 'CREATE TABLE "notes"'

step "a folder of migrations"
mkdir -p folder/20260101000000_init
cp new.json folder/20260101000000_init/snapshot.json
touch folder/20260101000000_init/migration.sql
expect 0 folder "$database_url"
says_not 'notes'

step "what cannot be read is named, without a password"
expect 1 old.json missing.json
complains missing.json
echo '{' >broken.json
expect 1 old.json broken.json
complains broken.json
expect 1 old.json 'postgresql://somebody:secret-word@127.0.0.1:1/nowhere'
! grep -q secret-word out err || fail "a password was shown"
echo "diff: all steps passed"
