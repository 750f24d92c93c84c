#!/bin/bash
# Makes the database cluster from POSTGRES_* on the first start, then runs the command; as root it hands over to the user postgres.
set -Eeuo pipefail

setting() { # setting NAME DEFAULT: the variable, or the text of the file that NAME_FILE names
  local name=$1 file=$1_FILE
  if [ -n "${!file:-}" ]; then printf '%s' "$(< "${!file}")"; else printf '%s' "${!name:-$2}"; fi
}

[ "${1:0:1}" = - ] && set -- postgres "$@"
[ "$1" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chmod 700 "$PGDATA"; chmod 3775 /var/run/postgresql
  find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres {} +
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ -s "$PGDATA/PG_VERSION" ]; then
  echo; echo "PostgreSQL Database directory appears to contain a database; Skipping initialization"; echo
  exec "$@"
fi

user=$(setting POSTGRES_USER postgres)
database=$(setting POSTGRES_DB "$user")
password=$(setting POSTGRES_PASSWORD '')
method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
if [ -z "$password" ] && [ "$method" != trust ]; then
  echo "Error: the database is not initialised and POSTGRES_PASSWORD is not set." >&2
  exit 1
fi

eval "initdb --username='$user' --pwfile=<(printf '%s\n' \"\${password:-unused}\") ${POSTGRES_INITDB_ARGS:-}"
printf '\nhost all all all %s\n' "$method" >> "$PGDATA/pg_hba.conf"

# The scripts of the image's user run against a server that only this container's socket reaches.
pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
sql=(psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$user")
[ "$database" = postgres ] || "${sql[@]}" --dbname postgres --set db="$database" <<< 'CREATE DATABASE :"db";'
for script in /docker-entrypoint-initdb.d/*; do
  case $script in
    *.sh) if [ -x "$script" ]; then "$script"; else . "$script"; fi ;;
    *.sql) "${sql[@]}" --dbname "$database" -f "$script" ;;
    *.sql.gz) gunzip -c "$script" | "${sql[@]}" --dbname "$database" ;;
  esac
done
pg_ctl -D "$PGDATA" -m fast -w stop
echo; echo "PostgreSQL init process complete; ready for start up."; echo
exec "$@"
