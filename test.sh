#!/usr/bin/env bash
# Installs what the tests need, builds, and runs all tests. The last line is the count.
#   ./test.sh              everything
#   ./test.sh unit         what needs neither root nor the binary
set -euo pipefail
cd "$(dirname "$0")"
. scripts/setup.sh
what=${1:-all}
setup_build

if [ "$what" = all ]; then
  [ "$(id -u)" = 0 ] || die "the tests start containers: run this as root (./test.sh unit needs no root)"
  need_packages git busybox-static debootstrap docker-registry nftables iproute2 procps util-linux bsdutils curl ufw iptables firewalld qemu-system-x86 cpio xz-utils zstd libseccomp2 netcat-openbsd openssh-client strace python3 musl-tools
  say "Building artifacts/berth"
  ./build.sh
  say "Making the images that the tests run"
  tests/images/make.sh
fi

say "Building the tests"
dotnet build berth.slnx --nologo -v quiet -clp:NoSummary -nodeReuse:false

passed=0 failed=0 skipped=0
run() { # run PROJECT: one test executable, its counts added
  local name=$1 log; log=$(mktemp)
  say "$name"
  local status=0
  timeout 2400 "tests/$name/bin/Debug/net10.0/$name" -noLogo -noColor 2>&1 | tee "$log" || status=$?
  local counts total errors f s
  counts=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -1 || true)
  if [ -z "$counts" ]; then
    echo "$name ended with status $status and told no count"
    counts='Total: 1, Errors: 0, Failed: 1, Skipped: 0'
  fi
  read -r total errors f s < <(sed -E 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/' <<<"$counts")
  f=$((f + errors))
  if [ "$status" -ne 0 ] && [ "$f" = 0 ]; then echo "$name ended with status $status"; f=1; total=$((total + 1)); fi
  passed=$((passed + total - f - s)) failed=$((failed + f)) skipped=$((skipped + s))
  rm -f "$log"
}
# Some of the monitor's tests are about the executable.
[ "$what" = unit ] || export BERTH_MONITOR=$PWD/artifacts/obj/Berth.Monitor/berth-monitor
for project in tests/*.Tests; do run "$(basename "$project")"; done
unset BERTH_MONITOR
[ "$what" = unit ] || run Berth.EndToEnd
[ "$skipped" = 0 ] || echo "$skipped skipped; each says why above"
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
