#!/usr/bin/env bash
# Boots Debian 12's stock kernel (6.1, cgroup v2) with Berth in an initramfs, in software emulation, and prints what guest.sh prints there.
#   tests/qemu/boot.sh BERTH
set -euo pipefail
berth=$(readlink -f "$1")
cd "$(dirname "$0")"
. ../../scripts/setup.sh
need_packages qemu-system-x86 cpio busybox-static kmod
cache=${BERTH_TEST_CACHE:-/var/cache/berth-tests}/qemu
mkdir -p "$cache"
exec 9>"$cache/lock"; flock 9

if [ ! -e "$cache/kernel/.ready" ]; then
  rm -rf "$cache/kernel"; mkdir -p "$cache/kernel"
  (cd "$cache/kernel"
   package=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image-[0-9]/{print $2; exit}')
   apt-get download -qq "$package" >&2 && dpkg-deb -x ./*.deb . && rm ./*.deb && touch .ready)
fi
version=$(ls "$cache/kernel/lib/modules")

tree=$(mktemp -d); trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree"/{bin,dev,proc,sys,lib64,usr/lib,image/root/bin,lib/modules/"$version"}
cp /bin/busybox "$tree/bin/busybox"; cp "$berth" "$tree/bin/berth"
for l in $(ldd "$berth" | awk '/=> \//{print $3} /^\t\/lib/{print $1}'); do mkdir -p "$tree$(dirname "$l")"; cp -L "$l" "$tree$l"; done
# What the container needs of the kernel's modules, with what they need.
depmod -b "$cache/kernel" "$version"
for m in crc32c_generic overlay bridge veth nf_tables nft_chain_nat nft_masq nft_nat nft_ct nft_fib_ipv4 nft_fib_ipv6 nft_fib_inet nft_dup_ipv4 nft_dup_ipv6 nft_fwd_netdev nf_conntrack br_netfilter ipv6; do
  for f in $(modprobe -d "$cache/kernel" -S "$version" --show-depends "$m" 2>/dev/null | awk '/^insmod/{print $2}'); do
    to=$tree/lib/modules/$version/${f#"$cache/kernel/lib/modules/$version/"}; mkdir -p "$(dirname "$to")"; cp "$f" "$to"
  done
done
cp "$cache/kernel/lib/modules/$version/"modules.{builtin,order} "$tree/lib/modules/$version/"; depmod -b "$tree" "$version"
# An image in docker save's form: busybox alone.
(cd "$tree/image"
 cp /bin/busybox root/bin/busybox; for a in sh cat echo sleep true id ls hostname mount dd grep; do ln -s busybox root/bin/$a; done
 mkdir -p root/{proc,sys,dev,etc,tmp}; echo 'root:x:0:0:root:/:/bin/sh' > root/etc/passwd
 tar -C root --numeric-owner --owner=0 --group=0 -cf layer.tar .
 id=$(sha256sum layer.tar | cut -c1-64)
 printf '{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/bin"],"Cmd":["sh"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$id" > config.json
 printf '[{"Config":"config.json","RepoTags":["busybox:latest"],"Layers":["layer.tar"]}]' > manifest.json
 tar -cf ../busybox.tar manifest.json config.json layer.tar; rm -r root)
rm -r "$tree/image"
cp init.sh "$tree/init"; cp guest.sh "$tree/guest.sh"; chmod +x "$tree/init" "$tree/guest.sh"
(cd "$tree" && find . | cpio -o -H newc --quiet) | gzip -1 > "$cache/initramfs"
timeout 300 qemu-system-x86_64 -M pc -accel tcg -cpu max -m 1024 -nographic -no-reboot -nodefaults -serial stdio \
  -kernel "$cache/kernel/boot/vmlinuz-$version" -initrd "$cache/initramfs" -append "console=ttyS0 quiet panic=-1" </dev/null
