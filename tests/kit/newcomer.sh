#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A newcomer's first hour, against the installed package, in an empty folder outside of the repository.
# usage: newcomer.sh PREFIX COMPILER SCHEMAS   with DATABASE_URL set to an empty database
set -euo pipefail
prefix=$1
export CXX=$2
schemas="$(cd "$3" && pwd)"
validate="$(cd "$(dirname "$0")" && pwd)/validate_json.py"
database_url=$DATABASE_URL
unset DATABASE_URL ENVIRONMENT
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

step() { echo "== $*"; }
fail() {
    echo "FAILED: $*" >&2
    exit 1
}
# expect STATUS COMMAND...: the exit status is part of the contract.
expect() {
    local wanted=$1 status=0
    shift
    timeout 60 "$@" >out 2>err </dev/null || status=$?
    [ "$status" -eq "$wanted" ] || {
        cat out err >&2
        fail "$* ended with $status instead of $wanted"
    }
}
# expect_json STATUS WORD COMMAND ARGUMENTS...: and so is what --json prints.
expect_json() {
    local wanted=$1 word=$2
    shift 2
    expect "$wanted" "$kit" "$@" --json
    python3 "$validate" "$schemas" "$1" "$word" out || fail "$* --json: see above"
}
says() { grep -qF -- "$1" out || {
    cat out >&2
    fail "expected: $1"
}; }
build() {
    cmake --build build >build.log 2>&1 || {
        tail -n 40 build.log >&2
        fail "the build"
    }
}

step init
expect 0 "$prefix/bin/orm-kit" init --name shop
[ -f db/schema.hpp ] && [ -f CMakeLists.txt ] && [ -f .env.example ] || fail "init wrote too little"
cp db/schema.hpp first_schema.hpp
expect 0 "$prefix/bin/orm-kit" init --name shop
cmp -s db/schema.hpp first_schema.hpp || fail "init wrote over a file"
kit="$prefix/bin/orm-kit"
expect_json 0 ok init --name shop
cmake -S . -B build -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
build
kit=build/shop-db

step "a database that is not configured is an error that says what to do"
expect 1 "$kit" status
grep -q "DATABASE_URL is not set" err || fail "no word about DATABASE_URL"
printf '# local\nDATABASE_URL=%s\n' "$database_url" >.env

step "generate, migrate, status"
expect_json 0 ok generate --name init
expect_json 0 no_changes generate
[ "$(ls db/migrations/*.sql | wc -l)" -eq 2 ] || fail "the same schema wrote twice"
expect 0 "$kit" migrate --dry-run
says 'CREATE TABLE "users"'
expect_json 0 ok migrate --dry-run
expect_json 0 ok migrate
expect_json 0 no_changes migrate
expect_json 0 ok status
expect_json 0 ok check

step "seed: the same number gives the same rows"
expect_json 0 ok seed --count 50 --seed 7
expect_json 0 ok export --data users posts --format csv --to first
expect_json 0 ok seed --count 50 --seed 7 --reset
expect_json 0 ok export --data --format csv --to second
[ "$(wc -l <first/public.users.csv)" -eq 51 ] || fail "seed or export lost rows"
cmp first/public.posts.csv second/public.posts.csv || fail "seed gave other rows"
expect_json 1 error export --data --format csv --to second

step "a change: a new table, a renamed column"
python3 - <<'PYTHON'
text = open("db/schema.hpp").read()
text = text.replace("orm::text<M> title;", "orm::text<M> headline;")
text = text.replace("// Everything that migrations manage.", """template <class M>
struct tag_table {
    orm::bigint<M> postId;
    orm::text<M> word;
};
inline constexpr auto tags = orm::table<tag_table>("tags", [](auto const& t) {
    return orm::constraints(orm::primary_key_of(t.postId, t.word),
                            t.postId.references(posts.id, orm::on_delete::cascade));
});

// Everything that migrations manage.""")
text = text.replace("orm::schema(users, posts)", "orm::schema(users, posts, tags)")
open("db/schema.hpp", "w").write(text)
PYTHON
build
expect_json 3 findings check
says schema_ahead
expect_json 2 questions generate
says rename_or_create
expect_json 0 ok generate --name tags --rename posts.title=headline
expect_json 0 ok check
expect_json 0 ok migrate
expect_json 0 ok status

step "rollback and forth"
expect_json 0 ok rollback
expect 0 "$kit" status
says "pending      0001_tags"
expect_json 0 ok migrate

step "push: what loses data is named and asked for"
sed -i '/word;/a\    orm::integer<M, orm::default_to<1>> weight;' db/schema.hpp
sed -i '/orm::nullable> body;/d' db/schema.hpp
build
expect_json 0 planned push --explain
expect_json 2 questions push
says public.posts.body
expect_json 0 ok push --accept-data-loss posts.body
expect_json 0 no_changes push
expect_json 3 findings check

step "production asks for the database's name"
name="$(sed 's/.*\///; s/?.*//' <<<"$database_url")"
expect 2 "$kit" rollback --env production
says confirm_database
expect 2 "$kit" rollback --env production --confirm other
expect 2 "$kit" seed --env production
expect 0 "$kit" status --env production

step "make, drop, export, diff, completion"
expect_json 0 ok make fill_tags
expect 2 "$kit" drop
expect_json 0 ok drop 0002_fill_tags
expect 1 "$kit" drop 0001_tags
grep -q "is applied on" err || fail "drop took an applied migration"
expect 0 "$kit" export --schema
says 'CREATE TABLE "tags"'
expect_json 0 ok export
expect_json 0 no_changes diff schema schema
expect_json 0 ok diff - schema
for shell in bash zsh fish; do
    expect_json 0 ok completion $shell
    expect 0 "$kit" completion $shell
    says generate
    ! command -v $shell >/dev/null || $shell -n out || fail "the completion script for $shell"
done
expect_json 0 no_changes up
for command in $("$kit" --help | sed -n '/^Subcommands:/,$ s/^  \([a-z]*\) .*/\1/p'); do
    expect 0 "$kit" $command --help
    says "Examples:"
done
if command -v pg_dump >/dev/null; then
    expect_json 0 no_changes migrate --backup
    [ -s db/backups/"$name"-*.dump ] || fail "no backup"
fi

step "pull: what it writes compiles, and the kit finds no difference"
expect 1 "$kit" pull --to db/schema.hpp
grep -q "is there already" err || fail "pull wrote over a file"
expect_json 0 ok pull --to db/schema.hpp --force
build
expect_json 0 no_changes push
expect_json 0 ok pull

step "mistakes have their own status"
expect 64 "$kit" generat
expect 64 "$kit" generate --layout round
expect 64 "$kit"
expect 1 "$kit" status --url postgresql://user:se@cret@localhost/x
if grep -q "se@cret\|cret" err; then fail "the password is shown"; fi
printf 'A B=1\n' >.env.local
expect_json 1 error status
grep -q "\.env\.local:1" err || fail "no line number"
rm .env.local

step "the program without a schema"
kit="$prefix/bin/orm-kit"
expect_json 0 ok status --out db/migrations
expect 0 "$kit" export --schema
says 'CREATE TABLE "tags"'
expect_json 0 ok diff - db/migrations
echo '["public.posts.title->public.posts.headline"]' >renames.json
expect 0 "$kit" diff db/migrations/meta/0000_snapshot.json db/migrations --renames renames.json
says 'RENAME COLUMN "title" TO "headline"'
expect 0 "$kit" diff - db/migrations --reverse
says 'DROP TABLE "tags"'
expect 1 "$kit" diff nowhere db/migrations
expect 64 "$kit" push
echo "the newcomer arrived"
