#!/usr/bin/env bash
# Serves the images that make.sh made, from docker-registry on loopback, until it is ended:  tests/images/serve.sh ADDRESS:PORT
set -euo pipefail
cd "$(dirname "$0")"
. ../../scripts/setup.sh
need_packages docker-registry
config=$(mktemp)
cat > "$config" <<EOF
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: ${BERTH_TEST_CACHE:-/var/cache/berth-tests}/registry}}
http: {addr: $1, secret: tests}
EOF
exec docker-registry serve "$config"
