#!/usr/bin/env bash
# Builds artifacts/berth: the monitor, the engine that carries it, the command line that carries the engine.
set -euo pipefail
cd "$(dirname "$0")"
. scripts/setup.sh
setup_build

out=artifacts/obj
mkdir -p "$out"
publish() { # publish PROJECT [PROPERTY...]
  local project=$1; shift
  dotnet publish "src/$project" -c Release -r "$(berth_rid)" -o "$out/$project" -nodeReuse:false --nologo -v quiet -clp:NoSummary "$@"
}
publish Berth.Monitor
publish Berth.Daemon "-p:MonitorExecutable=$PWD/$out/Berth.Monitor/berth-monitor"
publish Berth.Cli "-p:EngineExecutable=$PWD/$out/Berth.Daemon/berth-engine"
install -m 755 "$out/Berth.Cli/berth" artifacts/berth.new
mv artifacts/berth.new artifacts/berth
ls -l --block-size=K "$out/Berth.Monitor/berth-monitor" "$out/Berth.Daemon/berth-engine" artifacts/berth | awk '{print $5, $NF}'
