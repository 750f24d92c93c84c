namespace Berth.Compose.Tests;

/// <summary>A project that uses every attribute of a service.</summary>
internal static class FullExample
{
    public static readonly string[] ServiceAttributes =
    [
        "profiles", "annotations", "attach", "build", "develop", "blkio_config", "cap_add", "cap_drop", "cgroup_parent", "cgroup", "cpu_count", "cpu_percent", "cpu_period", "cpu_quota",
        "cpu_rt_period", "cpu_rt_runtime", "cpus", "cpuset", "cpu_shares", "command", "configs", "container_name", "credential_spec", "depends_on", "deploy", "device_cgroup_rules",
        "devices", "dns", "dns_opt", "dns_search", "domainname", "entrypoint", "environment", "expose", "external_links", "extra_hosts", "group_add", "gpus", "hostname", "healthcheck",
        "image", "init", "ipc", "isolation", "labels", "links", "logging", "mem_limit", "mem_reservation", "memswap_limit", "mem_swappiness", "mac_address", "models", "networks",
        "oom_kill_disable", "oom_score_adj", "pid", "pids_limit", "platform", "ports", "privileged", "pull_policy", "read_only", "restart", "runtime", "scale", "secrets", "security_opt",
        "shm_size", "stdin_open", "stop_grace_period", "stop_signal", "storage_opt", "sysctls", "tmpfs", "tty", "ulimits", "use_api_socket", "user", "userns_mode", "uts", "volumes",
        "volumes_from", "working_dir", "post_start", "pre_stop", "x-extension",
    ];

    public const string Text = """
        name: full
        services:
          b: {image: y}
          a:
            profiles: [p]
            annotations: {n: 1}
            attach: false
            build: {context: ., args: {A: 1}, labels: [l=1], ssh: [default], secrets: [s], cache_from: [c], cache_to: [d], no_cache: true, pull: true, target: t, tags: [u], platforms: [linux/amd64],
              additional_contexts: {k: ./v}, network: host, shm_size: 1m, ulimits: {nproc: 1}, extra_hosts: [h=1.1.1.1], entitlements: [e], provenance: true, sbom: false, privileged: true, isolation: i}
            develop: {watch: [{path: ./w, action: sync+exec, target: /t, exec: {command: a b, user: u}, ignore: [i], include: [j], initial_sync: true}]}
            blkio_config: {weight: 300, weight_device: [{path: /dev/a, weight: 4}], device_read_bps: [{path: /dev/a, rate: 1k}], device_write_iops: [{path: /dev/b, rate: 5}]}
            cap_add: [A]
            cap_drop: [B]
            cgroup_parent: c
            cgroup: host
            cpu_count: 2
            cpu_percent: 50
            cpu_period: 1
            cpu_quota: 2
            cpu_rt_period: 3
            cpu_rt_runtime: 4
            cpus: 0.5
            cpuset: "0"
            cpu_shares: 5
            command: echo hi
            configs: [{source: c, target: /c, uid: "1", gid: "2", mode: 0440}]
            container_name: cn
            credential_spec: {file: f}
            depends_on: {b: {condition: service_healthy, restart: true, required: false}}
            deploy: {mode: replicated, labels: {d: e}, endpoint_mode: vip, update_config: {parallelism: 1, delay: 1s, failure_action: pause, monitor: 2s, max_failure_ratio: 0.5, order: start-first},
              rollback_config: {parallelism: 2}, resources: {limits: {cpus: "0.5", memory: 64m, pids: 10}, reservations: {cpus: 0.1, memory: 32m, devices: [{capabilities: [gpu], count: 1, driver: d, options: {o: p}}],
              generic_resources: [{discrete_resource_spec: {kind: k, value: 1}}]}}, restart_policy: {condition: any, delay: 1s, max_attempts: 3, window: 5s}, placement: {constraints: [c], preferences: [{spread: s}], max_replicas_per_node: 2}}
            device_cgroup_rules: ["c 1:3 mr"]
            devices: [/dev/a]
            dns: 1.1.1.1
            dns_opt: [o]
            dns_search: s
            domainname: d
            entrypoint: [e]
            environment: {E: 1, F: }
            expose: [80]
            external_links: [l]
            extra_hosts: {h: 1.1.1.1}
            group_add: [g]
            gpus: [{driver: g, device_ids: ["0"]}]
            hostname: h
            healthcheck: {test: curl x, interval: 1m, timeout: 2s, retries: 3, start_period: 4s, start_interval: 5s}
            image: x
            init: true
            ipc: host
            isolation: i
            labels: {l: 1}
            links: [b]
            logging: {driver: d, options: {o: p}}
            mem_limit: 64m
            mem_reservation: 32m
            memswap_limit: 1g
            mem_swappiness: 5
            mac_address: "02:42:ac:11:65:43"
            models: {m: {endpoint_var: E, model_var: M}}
            networks: {n: {aliases: [q], ipv4_address: 10.0.0.2, ipv6_address: "::2", link_local_ips: [1.1.1.1], mac_address: "02:42:ac:11:65:44", driver_opts: {a: b}, priority: 1, gw_priority: 2, interface_name: e0}}
            oom_kill_disable: true
            oom_score_adj: 100
            pid: host
            pids_limit: 10
            platform: linux/amd64
            ports: ["127.0.0.1:8080:80/udp", {target: 81, published: "8081", name: w, app_protocol: http, mode: host}]
            privileged: true
            pull_policy: always
            read_only: true
            restart: always
            runtime: r
            scale: 1
            secrets: [{source: s, target: t, mode: "0400"}]
            security_opt: [s]
            shm_size: 1g
            stdin_open: true
            stop_grace_period: 90s
            stop_signal: SIGINT
            storage_opt: {size: 1G}
            sysctls: {s: 1}
            tmpfs: /t
            tty: true
            ulimits: {nproc: 1, nofile: {soft: 1, hard: 2}}
            use_api_socket: true
            user: u
            userns_mode: host
            uts: host
            volumes: ["./a:/a:ro,z", "v:/x", {type: volume, source: vol, target: /v, volume: {nocopy: true, subpath: s, labels: {l: m}}}, {type: tmpfs, target: /tm, tmpfs: {size: 1m, mode: 448}},
              {type: image, source: i, target: /im, image: {subpath: p}}, {type: bind, source: ./q, target: /q, bind: {recursive: readonly, propagation: rslave, create_host_path: false}, consistency: c}]
            volumes_from: ["b:ro", "container:c"]
            working_dir: /w
            post_start: [{command: [p], privileged: true, working_dir: /w, environment: [A=1]}]
            pre_stop: [{command: q}]
            x-extension: {k: [v, 1, 1.5, true, null]}
        networks: {n: {driver: d, driver_opts: {a: 1}, ipam: {driver: i, config: [{subnet: 10.0.0.0/24, gateway: 10.0.0.1, ip_range: 10.0.0.0/25, aux_addresses: {a: 10.0.0.9}}]}, internal: true, attachable: true, enable_ipv4: false, enable_ipv6: true, labels: [l=1]}}
        volumes: {vol: {driver: d, driver_opts: {a: b}, labels: {l: 1}}}
        secrets: {s: {file: ./s}}
        configs: {c: {content: "a $$b\n"}}
        models: {m: {model: ai/x, context_size: 10, runtime_flags: [-a]}}
        """;
}
