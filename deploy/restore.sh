#!/usr/bin/env bash
# deploy/restore.sh [--overwrite] BACKUP: puts the database and the secret of a backup in force, and proves each log.
#
# The settings are those of the environment, as the workers will have them; the workers must not run. A database that
# holds tables and a secret that is another are left alone, unless --overwrite is said: then a file of SQLite and a
# secret are kept beside, under a name with the instant, and the tables of PostgreSQL are replaced.
set -euo pipefail
umask 077

fail() {
  echo "$1" >&2
  exit 1
}

# What is another user's and what is no backup want two different things done about them.
readable() {
  if [ ! -e "$1" ] && [ -x "$(dirname "$1")" ]; then fail "There is no $1."; fi
  if [ -f "$1" ]; then fail "$1 is no backup of Rostrum."; fi
  if [ ! -r "$1" ] || [ ! -x "$1" ]; then unreadable "$1"; fi
  [ -f "$1/SHA256SUMS" ] || fail "$1 is no backup of Rostrum."
  local file
  for file in "$1"/*; do
    [ -r "$file" ] || unreadable "$file"
  done
}

unreadable() {
  fail "$1 cannot be read by $(id -un). Make the backup that user's: chown -R. Nothing was changed."
}

overwrite=no
if [ "${1:-}" = --overwrite ]; then
  overwrite=yes
  shift
fi
[ "$#" = 1 ] || fail "Say which: deploy/restore.sh [--overwrite] BACKUP"
readable "$1"
backup=$(realpath "$1")
cd "$(dirname "$0")/.."
python=.venv/bin/python
[ -x "$python" ] || python=python3
found=$("$python" -m deploy.where)
eval "$found"
now=$(date -u +%Y%m%dT%H%M%SZ)

# -- Nothing is touched before all of this holds

(cd "$backup" && sha256sum --check --quiet SHA256SUMS) || fail "The backup is damaged; nothing was changed."
if [ "$kind" = sqlite ]; then dumped=database.sqlite; else dumped=database.dump; fi
[ -f "$backup/$dumped" ] || fail "The backup is not of $kind, DATABASE_URL is; nothing was changed."

if [ -n "${SECRET_KEY:-}" ]; then
  [ "$SECRET_KEY" = "$(cat "$backup/secret_key")" ] || fail "SECRET_KEY is not that of the backup; nothing was changed."
elif [ -e "$instance/secret_key" ] && ! cmp -s "$instance/secret_key" "$backup/secret_key"; then
  [ "$overwrite" = yes ] || fail "$instance/secret_key is another than that of the backup; nothing was changed. \
With --overwrite it is kept beside."
fi

# How many tables there are, and how many others use the database.
if [ "$kind" = sqlite ]; then
  standing=$("$python" - "$file" <<'PYTHON'
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

tables = others = 0
if Path(sys.argv[1]).exists():
    with closing(sqlite3.connect(sys.argv[1], timeout=1, isolation_level=None)) as database:
        tables = database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0]
        try:
            # Only who is alone with a file may end its log of writes.
            database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            others = 1
print(tables, others)
PYTHON
  )
else
  standing=$(psql --no-psqlrc --quiet --tuples-only --no-align --field-separator=' ' --command "
    SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = 'public'),
      (SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid())")
fi
read -r tables others <<<"$standing"
[ "$others" = 0 ] || fail "The database is in use: stop the workers first. Nothing was changed."
[ "$tables" = 0 ] || [ "$overwrite" = yes ] || fail "The database is not empty; nothing was changed. \
With --overwrite it is replaced."

# -- The database: a file is proved before it takes its place, tables come in one transaction

# Brings the tables to those of this program, which may be newer than the backup, and proves each log.
prove() {
  local slugs slug
  export SECRET_KEY
  SECRET_KEY=$(cat "$backup/secret_key")
  "$python" -m flask --app wsgi prepare || return 1
  slugs=$(meetings) || return 1
  for slug in $slugs; do
    "$python" -m flask --app wsgi verify "$slug" || return 1
  done
}

work=$(mktemp -d)
part=
trap 'rm -rf "$work" ${part:+"$part" "$part-wal" "$part-shm"}' EXIT
if [ "$kind" = sqlite ]; then
  mkdir -p "$(dirname "$file")"
  part=$file.part
  meetings() {
    "$python" -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("SELECT slug FROM meetings"): print(row[0])' "$part"
  }
  # What a restore that was killed has left would be read into this one.
  rm -f "$part" "$part-wal" "$part-shm"
  cp "$backup/$dumped" "$part"
  (export DATABASE_URL="sqlite:///$part"; prove) || fail "A log does not hold; nothing was changed."
else
  meetings() {
    psql --no-psqlrc --quiet --tuples-only --no-align --command "SELECT slug FROM meetings"
  }
  # Read to its end before a word of it is done.
  echo "DO \$\$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE format('DROP TABLE public.%I CASCADE', name);
    END LOOP; END \$\$;" >"$work/tables.sql"
  pg_restore --no-owner --no-privileges --schema=public --file=- "$backup/$dumped" >>"$work/tables.sql"
  psql --no-psqlrc --quiet --single-transaction --set=ON_ERROR_STOP=1 --output=/dev/null --file="$work/tables.sql" \
    || fail "The tables could not be restored; nothing was changed."
  (prove) || fail "A log does not hold, and the tables are those of the backup."
fi

if [ -z "${SECRET_KEY:-}" ] && ! cmp -s "$instance/secret_key" "$backup/secret_key"; then
  [ ! -e "$instance/secret_key" ] || mv "$instance/secret_key" "$instance/secret_key.$now"
  cp "$backup/secret_key" "$instance/secret_key.part"
  sync "$instance/secret_key.part"
  mv "$instance/secret_key.part" "$instance/secret_key"
fi
if [ "$kind" = sqlite ]; then
  sync "$part"
  for suffix in "" -wal -shm; do
    [ ! -e "$file$suffix" ] || mv "$file$suffix" "$file$suffix.$now"
  done
  mv "$part" "$file"
  sync "$(dirname "$file")"
fi
echo "Restored: $backup"
