#!/bin/busybox sh
# In the guest: run, exec, limits, stop. Each line that the test reads is "ok NAME" or "failed NAME".
/bin/busybox --install -s /bin
export PATH=/bin HOME=/root
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/pts; mount -t devpts devpts /dev/pts
mount -t cgroup2 cgroup2 /sys/fs/cgroup
for m in crc32c_generic overlay bridge veth nf_tables nft_chain_nat nft_masq nft_nat nft_ct nft_fib_ipv4 nft_fib_ipv6 nft_fib_inet nft_dup_ipv4 nft_dup_ipv6 nf_conntrack br_netfilter; do modprobe $m; done
ip link set lo up
uname -r
check() { # check NAME EXPECTED COMMAND...
  name=$1 expected=$2; shift 2
  got=$("$@" 2>/tmp/err); status=$?
  if [ "$got" = "$expected" ]; then echo "ok $name"; else echo "failed $name: status $status, got '$got', expected '$expected'"; cat /tmp/err; fi
}
check load 'Loaded image: busybox:latest' berth load -i /busybox.tar
check run 'hello' berth run --rm --network none busybox echo hello
check bridge 'hello' berth run --rm busybox echo hello
berth run -d --name box -m 64m --pids-limit 50 --cpus 0.5 busybox sleep 1000 >/dev/null
check exec '1' berth exec box sh -c 'cat /proc/1/comm >/dev/null; echo 1'
check memory '67108864' berth exec box cat /sys/fs/cgroup/memory.max
check pids '50' berth exec box cat /sys/fs/cgroup/pids.max
check cpu '50000 100000' berth exec box cat /sys/fs/cgroup/cpu.max
check seccomp 'Seccomp:	2' berth exec box grep Seccomp: /proc/self/status
check oom '137' sh -c 'berth run --rm --network none -m 16m --memory-swap 16m busybox dd if=/dev/zero of=/dev/null bs=64M count=1 >/dev/null; echo $?'
check stop 'box' berth stop -t 1 box
check state 'exited 137' berth inspect -f '{{.State.Status}} {{.State.ExitCode}}' box
check rm 'box' berth rm box
echo "guest is done"
poweroff -f
