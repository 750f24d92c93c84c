namespace Berth.Supervision.Tests;

/// <summary>Start requests for tests: one with every field set, one with only what is needed.</summary>
internal static class Requests
{
    public static StartRequest Full => new()
    {
        Version = 1,
        Id = new string('a', 64),
        Name = "project-web-1",
        Root = new RootFileSystem { LowerFolders = ["/l2", "/l1"], UpperFolder = "/upper", WorkFolder = "/work", ReadOnly = true },
        Mounts =
        [
            new MountRequest { Type = "bind", Source = "/srv/ä b", Target = "/data", Subpath = "x/y", ReadOnly = true, ReadOnlyTop = true, Recursive = false, Propagation = "rslave" },
            new MountRequest { Type = "tmpfs", Source = "tmpfs", Target = "/tmp", Options = ["size=64m", "nosuid"], CopyUp = true },
        ],
        Process = Process,
        Namespaces = new NamespaceRequest
        {
            Pid = "host",
            Ipc = "/proc/1/ns/ipc",
            Uts = "new",
            Cgroup = "new",
            HostNetwork = true,
            HostName = "web",
            DomainName = "example.org",
        },
        Isolation = new IsolationRequest
        {
            Privileged = true,
            MaskedPaths = ["/proc/kcore"],
            ReadonlyPaths = ["/proc/sys"],
            Devices = [new DeviceRequest("/dev/fuse", "/dev/fuse")],
            Sysctls = ["net.ipv4.ip_forward=1"],
            Filter = new byte[] { 6, 0, 0, 0, 0, 0, 255, 127 },
            ShmBytes = 64 << 20,
        },
        CgroupFolders = ["/sys/fs/cgroup/memory/x"],
        ResourceLimits = [new ResourceLimit("nofile", 1024, -1)],
        Stdio = new StdioRequest
        {
            OpenInput = true,
            InputOnce = true,
            LogDriver = "local",
            LogPath = "/log",
            LogMaxBytes = 10 << 20,
            LogMaxFiles = 3,
            LogCompress = true,
            LogAttributes = "{\"tag\":\"x\"}",
        },
        Restart = new RestartRequest { Policy = "on-failure", MaximumRetries = 5 },
        Stop = new StopRequest { Signal = 3, TimeoutSeconds = -1 },
        Health = new HealthRequest
        {
            Process = new ProcessRequest { Arguments = ["true"] },
            IntervalNanoseconds = 30_000_000_000,
            TimeoutNanoseconds = 1,
            Retries = 3,
            StartPeriodNanoseconds = 2,
            StartIntervalNanoseconds = 5,
        },
        Resolver = new ResolverRequest { Tables = ["/run/t"], Upstreams = ["1.1.1.1", "[::1]:53"], Internal = true },
        Ports = [new HeldPort("tcp", "172.18.0.2", 80), new HeldPort("udp", "fd00::2", 53)],
    };

    public static ProcessRequest Process => new()
    {
        Arguments = ["nginx", "-g", "daemon off;\n\"\u0001"],
        Environment = ["PATH=/bin", "A="],
        WorkingFolder = "/srv",
        User = "www-data:adm",
        AdditionalGroups = ["tty", "27"],
        Terminal = true,
        Rows = 24,
        Columns = 80,
        Capabilities = ["CAP_CHOWN"],
        NoNewPrivileges = true,
        OomScoreAdjust = -5,
        Init = true,
    };

    public static StartRequest Small => new()
    {
        Version = 1,
        Id = "b",
        Name = "n",
        Root = new RootFileSystem { UpperFolder = "/r" },
        Process = new ProcessRequest { Arguments = ["sh"] },
        Namespaces = new NamespaceRequest(),
        Isolation = new IsolationRequest(),
        Stdio = new StdioRequest(),
        Restart = new RestartRequest(),
        Stop = new StopRequest(),
    };

    public static MonitorRecord Record => new()
    {
        BootId = "b-o-o-t",
        MonitorPid = 100,
        MonitorStartTicks = 12345678901,
        Phase = ContainerPhase.Restarting,
        Pid = 101,
        PidStartTicks = 7,
        StartedAt = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1234567),
        FinishedAt = new DateTimeOffset(2026, 2, 3, 4, 5, 7, TimeSpan.Zero),
        ExitCode = 137,
        OomKilled = true,
        RestartCount = 4,
        ManuallyStopped = true,
        Error = "exec: \"foo\": executable file not found in $PATH",
        Health = new HealthRecord("unhealthy", 3, [new HealthResult(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1), -1, "late\n")]),
    };
}
