#!/usr/bin/env bash
# The operations that users wait for, Berth beside Docker, in turns in one run; prints a table in Markdown.
#   bench/run.sh [DOCKER...]      DOCKER: a docker command line, several words where need be (default: docker)
# RUNS: how often each (default 9). OPS: which (default all). Both engines need an image busybox:latest.
set -euo pipefail
cd "$(dirname "$0")/.."
berth=("$PWD/artifacts/berth"); docker=("${@:-docker}")
runs=${RUNS:-9} ops=${OPS:-run run_none exec compose4 compose50 version config4 config1000 config10000 logs memory}
# Docker may live in a root of its own: /bench is a folder that both see.
work=${BENCH_FOLDER:-/bench}; mkdir -p "$work"/{c4,c50,big,huge}
results=$(mktemp); trap 'rm -f "$results"' EXIT

cat > "$work/c4/compose.yaml" <<'Y'
services:
  a: {image: busybox, command: sleep 1000}
  b: {image: busybox, command: sleep 1000, depends_on: [a]}
  c: {image: busybox, command: sleep 1000, depends_on: [a]}
  d: {image: busybox, command: sleep 1000, depends_on: [b, c]}
Y
{ echo services:; for i in $(seq 50); do echo "  s$i: {image: busybox, command: sleep 1000}"; done; } > "$work/c50/compose.yaml"
services() { # services N: a file with as many, each with what services usually have
  echo services:
  for i in $(seq "$1"); do
    printf '  s%d:\n    image: busybox\n    command: sleep 1000\n    environment: {A: "${HOME:-x}", B: "%d"}\n    ports: ["%d:80"]\n    volumes: ["./d:/d:ro", "vol:/v"]\n    networks: [n]\n    healthcheck: {test: ["CMD", "true"], interval: 5s}\n' $i $i $((10000 + i))
  done
  printf 'networks: {n: {}}\nvolumes: {vol: {}}\n'
}
services 1000 > "$work/big/compose.yaml"; services 10000 > "$work/huge/compose.yaml"

once() { # once NAME OP COMMAND...: one run, its time in microseconds added to the results
  local name=$1 op=$2 a b; shift 2
  a=$(date +%s%N); "$@" >"$work/out" 2>&1 || { echo "$name $op failed: $(tail -1 "$work/out")" >&2; return 1; }; b=$(date +%s%N)
  echo "$name $op $(( (b - a) / 1000 ))" >> "$results"
}
turns() { # turns N OP ARGUMENTS...: both in turns
  local n=$1 op=$2 i; shift 2
  "${berth[@]}" "$@" >/dev/null 2>&1 || true; "${docker[@]}" "$@" >/dev/null 2>&1 || true
  for ((i = 0; i < n; i++)); do once berth "$op" "${berth[@]}" "$@"; once docker "$op" "${docker[@]}" "$@"; done
}
project() { # project N OP FILE
  local n=$1 op=$2 file=$3 i
  for ((i = 0; i < n; i++)); do
    once berth "$op up -d" "${berth[@]}" compose -f "$file" up -d
    once berth "$op up -d again" "${berth[@]}" compose -f "$file" up -d
    once berth "$op down -t 0" "${berth[@]}" compose -f "$file" down -t 0
    once docker "$op up -d" "${docker[@]}" compose -f "$file" up -d
    once docker "$op up -d again" "${docker[@]}" compose -f "$file" up -d
    once docker "$op down -t 0" "${docker[@]}" compose -f "$file" down -t 0
  done
}
pss() { local sum=0 p kb; for p in $(pgrep -f "$1" || true); do kb=$(awk '/^Pss:/{print $2}' "/proc/$p/smaps_rollup" 2>/dev/null || echo 0); sum=$((sum + ${kb:-0})); done; echo $sum; }

for op in $ops; do case $op in
  run) turns "$runs" "run --rm busybox true" run --rm busybox true;;
  run_none) turns "$runs" "run --rm --network none busybox true" run --rm --network none busybox true;;
  exec)
    for e in berth docker; do declare -n engine=$e; "${engine[@]}" rm -f bench-exec >/dev/null 2>&1 || true; "${engine[@]}" run -d --name bench-exec busybox sleep 1000 >/dev/null; done
    turns "$runs" "exec CONTAINER true" exec bench-exec true
    for e in berth docker; do declare -n engine=$e; "${engine[@]}" rm -f bench-exec >/dev/null; done;;
  compose4) project "$runs" "4 services:" "$work/c4/compose.yaml";;
  compose50) project 3 "50 services:" "$work/c50/compose.yaml";;
  version) turns "$runs" "--version" --version;;
  config4) turns "$runs" "config -q, 4 services" compose -f "$work/c4/compose.yaml" config -q;;
  config10000) turns 3 "config -q, 10,000 services" compose -f "$work/huge/compose.yaml" config -q;;
  config1000) turns 3 "config -q, 1,000 services" compose -f "$work/big/compose.yaml" config -q;;
  logs) turns 3 "256 MB of lines to the log" run --rm busybox sh -c 'yes 0123456789012345678901234567890123456789012345678901234567890123 | head -c 268435456 1>&1';;
  memory)
    "${berth[@]}" compose -f "$work/c50/compose.yaml" up -d >/dev/null 2>&1; echo "berth memory_of_50_containers $(pss '^berth (engine|monitor)')" >> "$results"
    "${berth[@]}" compose -f "$work/c50/compose.yaml" down -t 0 >/dev/null 2>&1
    "${docker[@]}" compose -f "$work/c50/compose.yaml" up -d >/dev/null 2>&1; echo "docker memory_of_50_containers $(pss 'dockerd|containerd|docker-proxy')" >> "$results"
    "${docker[@]}" compose -f "$work/c50/compose.yaml" down -t 0 >/dev/null 2>&1;;
esac; done

awk '
  { engine = $1; value = $NF; op = $0; sub(/^[^ ]+ /, "", op); sub(/ [0-9]+$/, "", op)
    if (!(op in seen)) { order[++count] = op; seen[op] = 1 }
    n[engine, op]++; v[engine, op, n[engine, op]] = value }
  function median(engine, op,   i, j, t, a, k) {
    k = n[engine, op]; for (i = 1; i <= k; i++) a[i] = v[engine, op, i]
    for (i = 2; i <= k; i++) for (j = i; j > 1 && a[j - 1] > a[j]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
    return k ? a[int((k + 1) / 2)] : 0 }
  END {
    print "| operation | Berth | Docker | ratio |"; print "|---|---|---|---|"
    for (i = 1; i <= count; i++) { op = order[i]; b = median("berth", op); d = median("docker", op)
      if (op ~ /^memory/) printf "| memory of all engine processes (PSS), 50 containers | %.1f MB | %.1f MB | %.1f× |\n", b / 1024, d / 1024, b ? d / b : 0
      else printf "| `%s` | %.1f ms | %.1f ms | %.1f× |\n", op, b / 1000, d / 1000, b ? d / b : 0 } }' "$results"
