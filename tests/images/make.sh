#!/usr/bin/env bash
# Makes the images that tests and quickstart use, from Debian's packages, and lays them into a folder that docker-registry serves.
#   tests/images/make.sh [NAME...]     all, or the named ones and what they are built from
# An image is a folder here: `from` (another folder, or scratch), `install` (run in the image's root; on the host with $ROOT for scratch),
# `root/` (copied over it), `config.json` (the image's configuration), `names` (repository:tag, one a line).
# They lie in $BERTH_TEST_CACHE (default /var/cache/berth-tests), so that a second run finds them; a changed folder is made anew.
set -euo pipefail
cd "$(dirname "$0")"
. ../../scripts/setup.sh
here=$PWD
cache=${BERTH_TEST_CACHE:-/var/cache/berth-tests}
store=$cache/registry/docker/registry/v2
mkdir -p "$cache/keys" "$cache/layers" "$cache/parts" "$store"
exec 9>"$cache/lock"; flock 9

architecture=$(dpkg --print-architecture)
key() { { cat "$here/make.sh"; find "$here/$1" -type f -print0 | sort -z | xargs -0 sha256sum; from=$(cat "$here/$1/from"); [ "$from" = scratch ] || key "$from"; } | sha256sum | cut -c1-32; }

blob() { # blob FILE: moves it into the store, prints its digest
  local hex; hex=$(sha256sum "$1" | cut -c1-64)
  mkdir -p "$store/blobs/sha256/${hex:0:2}/$hex"
  mv "$1" "$store/blobs/sha256/${hex:0:2}/$hex/data"
  echo "$hex"
}
link() { mkdir -p "$1"; printf 'sha256:%s' "$2" > "$1/link"; }

mirror() { # the package mirror that this machine uses
  awk '/^URIs:/{print $2; exit}' /etc/apt/sources.list.d/*.sources 2>/dev/null || true
  awk '$1=="deb"{for(i=2;i<=NF;i++) if ($i ~ /:\/\//) {print $i; exit}}' /etc/apt/sources.list 2>/dev/null || true
}

# The root of an image is an overlay of its parents' layers; what `install` changes there is its own layer.
lowers() { [ "$1" = scratch ] && return; printf '%s\n' "$cache/layers/$1"; lowers "$(cat "$here/$1/from")"; }

install_layer() { # install_layer NAME UPPER
  local name=$1 upper=$2 from; from=$(cat "$here/$name/from")
  if [ "$from" = scratch ]; then
    ROOT=$upper BERTH_MIRROR=$(mirror | head -1) bash -eu "$here/$name/install"
    cp -a --no-preserve=ownership "$here/$name/root/." "$upper/" 2>/dev/null || true
    return
  fi
  local work=$cache/work-$name
  mkdir -p "$work/work" "$work/root"
  LOWER=$(lowers "$from" | paste -sd:) UPPER=$upper WORK=$work HERE=$here/$name unshare --mount --propagation private bash -eu -c '
    mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$UPPER,workdir=$WORK/work" "$WORK/root"
    for d in proc sys dev; do mount --rbind /$d "$WORK/root/$d"; done
    cp /etc/resolv.conf "$WORK/root/etc/resolv.conf"
    printf "#!/bin/sh\nexit 101\n" > "$WORK/root/usr/sbin/policy-rc.d"; chmod 755 "$WORK/root/usr/sbin/policy-rc.d"
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive chroot "$WORK/root" sh -eu < "$HERE/install"
    if [ -d "$HERE/root" ]; then cp -a --no-preserve=ownership "$HERE/root/." "$WORK/root/"; fi
    cd "$WORK/root"
    rm -rf var/lib/apt/lists/* var/cache/apt/* var/log/apt var/log/dpkg.log usr/share/doc/* usr/share/man/* usr/share/locale/* usr/sbin/policy-rc.d etc/resolv.conf tmp/*
  ' </dev/null >&2
  rm -rf "$work"
}

pack() { # pack UPPER TAR: with overlay's marks in an image's form
  local upper=$1 tar=$2 f
  find "$upper" -type c -print0 | while IFS= read -r -d '' f; do
    [ "$(stat -c '%t:%T' "$f")" = 0:0 ] && { rm "$f"; : > "$(dirname "$f")/.wh.$(basename "$f")"; }; done
  tar --sort=name --numeric-owner --format=pax --pax-option=delete=atime,delete=ctime -C "$upper" -cf "$tar" .
}

make_image() {
  local name=$1 from k; from=$(cat "$here/$name/from"); k=$(key "$name")
  [ "$from" = scratch ] || make_image "$from"
  [ "$(cat "$cache/keys/$name" 2>/dev/null)" = "$k" ] && return
  say "Making the image $name"
  rm -f "$cache/keys/$name"; rm -rf "$cache/layers/$name" "$cache/work-$name"; mkdir -p "$cache/layers/$name"
  install_layer "$name" "$cache/layers/$name"
  local part=$cache/parts/$name tar=$cache/layer.tar
  rm -rf "$part"; mkdir -p "$part"
  rm -rf "$cache/packed"; cp -a --reflink=auto "$cache/layers/$name" "$cache/packed"
  pack "$cache/packed" "$tar"; rm -rf "$cache/packed"
  sha256sum "$tar" | cut -c1-64 > "$part/diff-id"
  gzip -n -6 < "$tar" > "$tar.gz"; rm "$tar"
  stat -c %s "$tar.gz" > "$part/size"
  blob "$tar.gz" > "$part/digest"

  # Oldest first: the parents' layers, then this one.
  local chain=("$name") p=$from
  while [ "$p" != scratch ]; do chain=("$p" "${chain[@]}"); p=$(cat "$here/$p/from"); done
  local diffs='' layers='' history='' sep='' created; created=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  for p in "${chain[@]}"; do
    diffs+="$sep\"sha256:$(cat "$cache/parts/$p/diff-id")\""
    layers+="$sep{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar.gzip\",\"size\":$(cat "$cache/parts/$p/size"),\"digest\":\"sha256:$(cat "$cache/parts/$p/digest")\"}"
    history+="$sep{\"created\":\"$created\",\"created_by\":\"RUN install $p\"}"
    sep=,
  done
  history+=",{\"created\":\"$created\",\"created_by\":\"CONFIG $name\",\"empty_layer\":true}"
  printf '{"architecture":"%s","os":"linux","created":"%s","config":%s,"rootfs":{"type":"layers","diff_ids":[%s]},"history":[%s]}' \
    "$architecture" "$created" "$(tr -d '\n' < "$here/$name/config.json")" "$diffs" "$history" > "$cache/config"
  local size config manifest; size=$(stat -c %s "$cache/config"); config=$(blob "$cache/config")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%s,"digest":"sha256:%s"},"layers":[%s]}' \
    "$size" "$config" "$layers" > "$cache/manifest"
  manifest=$(blob "$cache/manifest")
  local reference repository tag
  while read -r reference; do
    repository=$store/repositories/${reference%:*}; tag=${reference##*:}
    for p in "${chain[@]}"; do link "$repository/_layers/sha256/$(cat "$cache/parts/$p/digest")" "$(cat "$cache/parts/$p/digest")"; done
    link "$repository/_layers/sha256/$config" "$config"
    link "$repository/_manifests/revisions/sha256/$manifest" "$manifest"
    link "$repository/_manifests/tags/$tag/index/sha256/$manifest" "$manifest"
    link "$repository/_manifests/tags/$tag/current" "$manifest"
  done < "$here/$name/names"
  echo "$k" > "$cache/keys/$name"
}

need_packages debootstrap busybox-static
images=("$@"); [ $# -gt 0 ] || images=($(find . -mindepth 2 -maxdepth 2 -name names -printf '%h\n' | sed 's|^\./||' | sort))
for image in "${images[@]}"; do make_image "$image"; done
