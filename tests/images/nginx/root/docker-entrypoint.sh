#!/bin/sh
# Runs what lies in /docker-entrypoint.d, then the command.
set -e
if [ "$1" = nginx ]; then
  for f in /docker-entrypoint.d/*.sh; do if [ -x "$f" ]; then echo "$0: Launching $f"; "$f"; fi; done
  echo "$0: Configuration complete; ready for start up"
fi
exec "$@"
