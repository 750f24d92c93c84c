using Berth.Docker;

namespace Berth.Testing;

/// <summary>What a <see cref="FakeEngine"/> tells of itself.</summary>
public sealed class FakeSystem : ISystem
{
    private readonly FakeEngine _engine;

    internal FakeSystem(FakeEngine engine) => _engine = engine;

    public Task<PingResponse> PingAsync(CancellationToken cancel = default) =>
        Task.FromResult(new PingResponse { ApiVersion = "1.51", OsType = "linux", BuilderVersion = "1" });

    public Task<VersionInfo> VersionAsync(CancellationToken cancel = default) => Task.FromResult(new VersionInfo
    {
        Platform = new VersionPlatform { Name = VersionPlatform.Berth },
        Version = "0.0.0",
        ApiVersion = "1.51",
        MinAPIVersion = "1.24",
        Os = "linux",
        Arch = "amd64",
        Components = [new VersionComponent { Name = "Engine", Version = "0.0.0" }],
    });

    public Task<SystemInfo> InfoAsync(CancellationToken cancel = default) => Task.FromResult(new SystemInfo
    {
        ID = "fake",
        Name = "fake",
        Containers = _engine.Containers.All.Count,
        ContainersRunning = _engine.Containers.All.Count(c => c.State.Running),
        Driver = "fake",
        OSType = "linux",
        Architecture = "x86_64",
        ServerVersion = "0.0.0",
        CgroupVersion = "2",
        SystemTime = _engine.Now(),
        Swarm = new SwarmInfo { LocalNodeState = "inactive" },
    });

    public Task<IAsyncEnumerable<EventMessage>> EventsAsync(EventsOptions options, CancellationToken cancel = default) =>
        Task.FromResult(_engine.Events.Subscribe(options, cancel));

    public Task<DiskUsage> DiskUsageAsync(DiskUsageOptions options, CancellationToken cancel = default) => Task.FromResult(new DiskUsage
    {
        Containers = options.Containers ? [.. _engine.Containers.All.Select(_engine.Containers.Summary)] : null,
        Images = options.Images ? [] : null,
        Volumes = options.Volumes ? [] : null,
        BuildCache = options.BuildCache ? [] : null,
    });

    public Task<AuthResponse> AuthAsync(AuthConfig auth, CancellationToken cancel = default) => auth.Password == "right"
        ? Task.FromResult(new AuthResponse { Status = "Login Succeeded" })
        : throw new DockerException(DockerErrorKind.Unauthorized, "unauthorized: incorrect username or password");
}
