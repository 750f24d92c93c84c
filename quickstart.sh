#!/usr/bin/env bash
# From a fresh Debian or Ubuntu machine with git and root to the lecture's first example: installs what is missing, builds
# artifacts/berth, brings examples/nginx up and prints the page that it serves. Run it again: it takes seconds.
set -euo pipefail
cd "$(dirname "$0")"
. scripts/setup.sh
[ "$(id -u)" = 0 ] || die "starting containers needs root: run sudo ./quickstart.sh"

setup_build
need_packages curl ca-certificates
newest=$(find src Directory.*.props global.json -newer artifacts/berth -name '[!.]*' \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' \) -not -path '*/obj/*' -print -quit 2>/dev/null || echo none)
if [ ! -x artifacts/berth ] || [ -n "$newest" ]; then
  say "Building artifacts/berth (the first time, some minutes)"
  ./build.sh
fi
berth=$PWD/artifacts/berth

# Docker Hub, or the same image made of Debian's packages, from a registry on loopback.
if ! "$berth" images -q nginx:latest 2>/dev/null | grep -q .; then
  say "berth pull nginx:latest"
  if ! "$berth" pull nginx:latest; then
    say "Docker Hub is out of reach: making nginx:latest from Debian's packages and serving it from a registry on this machine"
    tests/images/make.sh nginx
    need_packages docker-registry
    port=5055
    tests/images/serve.sh 127.0.0.1:$port >/dev/null 2>&1 &
    registry=$!
    trap 'kill $registry 2>/dev/null || true' EXIT
    for _ in $(seq 100); do curl -s -o /dev/null --noproxy '*' "http://127.0.0.1:$port/v2/" && break; sleep 0.1; done
    "$berth" pull "127.0.0.1:$port/library/nginx:latest"
    "$berth" tag "127.0.0.1:$port/library/nginx:latest" nginx:latest
  fi
fi

say "berth up -d   (in examples/nginx)"
cd examples/nginx
"$berth" up -d
say "http://127.0.0.1:8000 serves:"
for _ in $(seq 100); do page=$(curl -fsS --noproxy '*' http://127.0.0.1:8000/ 2>/dev/null) && break; sleep 0.1; done
[ -n "${page:-}" ] || die "nothing answers on http://127.0.0.1:8000; look at: cd examples/nginx && $berth logs"
printf '%s\n' "$page"
say "It runs on. To stop it:   cd examples/nginx && $berth down"
