# SPDX-License-Identifier: MIT
# Shared by the scripts beside it: where the repository is, how to speak, how to become root.
# shellcheck shell=bash
ORM_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '\n== %s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

has() { command -v "$1" >/dev/null 2>&1; }

# Our own files that match the patterns, also those that git does not know yet.
own_files() { python3 -B "$ORM_ROOT/tools/source_files.py" "$@"; }
