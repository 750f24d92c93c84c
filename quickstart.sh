#!/usr/bin/env bash
# From a fresh Debian or Ubuntu machine with git and root to the README's example: installs what is missing, builds
# artifacts/berth, brings examples/django up and prints the page that it serves. Run it again: it takes seconds.
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

# Docker Hub, or the same images made of Debian's packages, from a registry on loopback.
missing=()
for image in nginx:latest postgres:10 python:3.9-alpine; do
  "$berth" images -q "$image" 2>/dev/null | grep -q . || missing+=("$image")
done
hub=yes
for image in "${missing[@]}"; do
  say "berth pull $image"
  "$berth" pull "$image" || { hub=no; break; }
done
if [ "$hub" = no ]; then
  say "Docker Hub is out of reach: making the images from Debian's packages and serving them from a registry on this machine"
  tests/images/make.sh nginx postgres python
  need_packages docker-registry
  port=5055
  tests/images/serve.sh 127.0.0.1:$port >/dev/null 2>&1 &
  registry=$!
  trap 'kill $registry 2>/dev/null || true' EXIT
  for _ in $(seq 100); do curl -s -o /dev/null --noproxy '*' "http://127.0.0.1:$port/v2/" && break; sleep 0.1; done
  for image in "${missing[@]}"; do
    "$berth" pull "127.0.0.1:$port/library/$image"
    "$berth" tag "127.0.0.1:$port/library/$image" "$image"
  done
fi

say "berth up -d   (in examples/django)"
cd examples/django
"$berth" up -d
say "http://127.0.0.1:8000 serves, once the databases are made:"
for _ in $(seq 600); do page=$(curl -fsS --noproxy '*' http://127.0.0.1:8000/ 2>/dev/null) && break; sleep 0.1; done
[ -n "${page:-}" ] || die "nothing answers on http://127.0.0.1:8000; look at: cd examples/django && $berth compose logs"
printf '%s\n' "$page"
say "It runs on. To stop it:   cd examples/django && $berth down"
