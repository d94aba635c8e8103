#!/usr/bin/env bash
# deploy/backup.sh FOLDER: makes FOLDER/rostrum-INSTANT with the database and the secret, while the workers go on.
#
# The settings are those of the environment, as the workers have them. What lies under its name is whole: it is written
# under another, checked, and renamed. Its name is the last line that is printed.
set -euo pipefail
umask 077

if [ "$#" != 1 ]; then
  echo "Say where: deploy/backup.sh FOLDER" >&2
  exit 2
fi
mkdir -p "$1"
folder=$(realpath "$1")
cd "$(dirname "$0")/.."
python=.venv/bin/python
[ -x "$python" ] || python=python3
found=$("$python" -m deploy.where)
eval "$found"

name=rostrum-$(date -u +%Y%m%dT%H%M%SZ)
part=$folder/.$name.part
if [ -e "$folder/$name" ]; then
  echo "$folder/$name is there already." >&2
  exit 1
fi
mkdir "$part"
trap 'rm -rf "$part"' EXIT

# The secret in force: without it the links are others, and nobody can check the chain of the log.
if [ -n "${SECRET_KEY:-}" ]; then
  printf %s "$SECRET_KEY" >"$part/secret_key"
else
  cp "$instance/secret_key" "$part/secret_key"
fi

# Both are of one moment, and hold up nobody who writes.
if [ "$kind" = sqlite ]; then
  [ -f "$file" ] || { echo "There is no database $file." >&2; exit 1; }
  "$python" - "$file" "$part/database.sqlite" <<'PYTHON'
import sqlite3
import sys
from contextlib import closing

source, copy = sys.argv[1:]
with closing(sqlite3.connect(f"file:{source}?mode=rw", uri=True, timeout=30)) as database:
    database.execute("VACUUM INTO ?", (copy,))
with closing(sqlite3.connect(copy)) as database:
    said = database.execute("PRAGMA integrity_check").fetchone()[0]
sys.exit(None if said == "ok" else f"The copy is damaged: {said}")
PYTHON
else
  pg_dump --format=custom --no-owner --no-privileges --schema=public --file="$part/database.dump"
  pg_restore --list "$part/database.dump" >/dev/null
fi

(cd "$part" && sha256sum secret_key database.* >SHA256SUMS)
sync "$part"/* "$part"
mv --no-target-directory "$part" "$folder/$name"
sync "$folder"
trap - EXIT
echo "$folder/$name"
