# Sourced by build.sh, test.sh and quickstart.sh: installs what this machine lacks. Debian or Ubuntu, root where something is missing.

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

need_packages() { # need_packages PACKAGE...: those of them that are not installed
  local missing=() p
  for p in "$@"; do [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing+=("$p"); done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || die "these packages are missing and this machine has no apt-get: ${missing[*]}"
  [ "$(id -u)" = 0 ] || die "run this as root once, or install: apt-get install ${missing[*]}"
  say "Installing ${missing[*]}"
  [ -n "${BERTH_APT_FRESH:-}" ] || { apt-get update -qq >&2; BERTH_APT_FRESH=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >&2 \
    || die "apt-get could not install ${missing[*]}"
}

has_sdk() { command -v "$1" >/dev/null 2>&1 && DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$1" --list-sdks 2>/dev/null | grep -q '^10\.'; }

need_dotnet() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  # The SDK stops without ICU unless told to do without; nothing here needs it.
  ldconfig -p 2>/dev/null | grep -q libicuuc || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
  has_sdk dotnet && return
  local folder=${DOTNET_INSTALL_DIR:-$HOME/.dotnet}
  if has_sdk "$folder/dotnet"; then export DOTNET_ROOT=$folder PATH=$folder:$PATH; return; fi
  [ -n "${BERTH_APT_FRESH:-}" ] || { [ "$(id -u)" = 0 ] && apt-get update -qq >&2 && BERTH_APT_FRESH=1; }
  if apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
    need_packages dotnet-sdk-10.0
  else
    need_packages curl ca-certificates libstdc++6
    say "Installing the .NET 10 SDK into $folder with Microsoft's script"
    local script; script=$(mktemp)
    curl -fsSL --retry 3 -o "$script" https://dot.net/v1/dotnet-install.sh && bash "$script" --channel 10.0 --install-dir "$folder" >&2 \
      || die "the .NET 10 SDK is missing: this distribution has no package dotnet-sdk-10.0 and Microsoft's install script could not be fetched.
       Install the SDK by hand (https://dotnet.microsoft.com/download/dotnet/10.0), put dotnet on PATH, and run this again."
    rm -f "$script"
    export DOTNET_ROOT=$folder PATH=$folder:$PATH
  fi
  has_sdk dotnet || die "the .NET 10 SDK was installed but dotnet does not list it"
}

berth_rid() { case $(uname -m) in x86_64) echo linux-x64;; aarch64) echo linux-arm64;; *) die "Berth runs on x86-64 and arm64, not on $(uname -m)";; esac; }

setup_build() {
  command -v gcc >/dev/null || command -v clang >/dev/null || need_packages gcc libc6-dev
  need_packages libc6-dev zlib1g-dev binutils
  need_dotnet
}
