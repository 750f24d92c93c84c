using System.Text;
using Berth.Docker;
using Berth.Images;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>
/// An engine: containers, images, networks and volumes under one folder. Opening it takes over the containers that run; disposing it lets them run
/// on. One process at a time.
/// </summary>
public sealed class ContainerEngine : IAsyncDisposable
{
    private readonly EngineParts _parts;
    private readonly SafeFileHandle _lock;
    private readonly EngineServices _services;

    private ContainerEngine(EngineParts parts, SafeFileHandle held, EngineServices services)
    {
        _parts = parts;
        _lock = held;
        _services = services;
    }

    /// <summary>Containers.</summary>
    public IContainers Containers => _services.Containers;

    /// <summary>Processes in containers.</summary>
    public IExecs Execs => _services.Execs;

    /// <summary>Images.</summary>
    public IImages Images => _services.Images;

    /// <summary>Networks.</summary>
    public INetworks Networks => _services.Networks;

    /// <summary>Volumes.</summary>
    public IVolumes Volumes => _services.Volumes;

    /// <summary>The engine and its machine.</summary>
    public ISystem System => _services.System;

    /// <summary>The image store, for the builder.</summary>
    public ImageStore Store => _parts.Images;

    /// <summary>Opens an engine and takes over what runs.</summary>
    /// <exception cref="DockerException">Another engine has the folder.</exception>
    /// <exception cref="IOException">A folder can't be made or read.</exception>
    public static async Task<ContainerEngine> OpenAsync(EngineOptions options)
    {
        Directory.CreateDirectory(options.Root, AtomicFile.PassageFolder);
        Directory.CreateDirectory(options.Root + "/containers", AtomicFile.PassageFolder);
        Directory.CreateDirectory(options.Run + "/containers", AtomicFile.OwnerFolder);
        var held = Lock(options.Root);
        EngineParts? parts = null;
        try
        {
            parts = MakeParts(options);
            var services = new EngineServices(parts, EngineId(options.Root));
            await new EngineRecovery(parts, services).RunAsync().ConfigureAwait(false);
            return new ContainerEngine(parts, held, services);
        }
        catch
        {
            (parts?.Networking as IDisposable)?.Dispose();
            (parts?.Monitors as IDisposable)?.Dispose();
            parts?.Reactor.Dispose();
            parts?.Images.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of everything. Containers run on.</summary>
    public async ValueTask DisposeAsync()
    {
        _services.IsClosing = true;
        foreach (var container in _parts.Containers.All())
        {
            if (container.Monitor is { } monitor)
            {
                await monitor.DisposeAsync().ConfigureAwait(false);
            }

            container.End();
        }

        _parts.Cgroups.RemoveParent();
        (_parts.Networking as IDisposable)?.Dispose();
        (_parts.Monitors as IDisposable)?.Dispose();
        _parts.Reactor.Dispose();
        _parts.Images.Dispose();
        _lock.Dispose();
    }

    private static SafeFileHandle Lock(string root)
    {
        var file = FileCalls.Open(root + "/engine.lock", OpenFlags.ReadWrite | OpenFlags.Create, 0x180 /* 0600 */);
        if (FileCalls.TryLock(file))
        {
            return file;
        }

        file.Dispose();
        throw new DockerException(DockerErrorKind.Conflict, $"another engine uses {root}: stop it, or choose another folder with --root");
    }

    private static EngineParts MakeParts(EngineOptions options)
    {
        var tree = CgroupTree.Detect();
        string name = GroupName(options.Root);
        var launcher = new MonitorLauncher(options.MonitorExecutable);
        return new EngineParts
        {
            Options = options,
            Events = new EventHub(options.Time),
            Containers = new ContainerIndex(),
            Images = ImageStore.Open(new ImageStoreOptions
            {
                Root = options.Root,
                Time = options.Time,
                Registry = new RegistryOptions { Mirrors = options.RegistryMirrors, InsecureRegistries = options.InsecureRegistries },
            }),
            Volumes = new VolumeStore(options.Root + "/volumes", options.Time),
            Networking = EngineNetworking.Open(options),
            Cgroups = new ContainerCgroups(tree, name, options.Time, options.Log),
            Monitors = new MonitorStarter(launcher, MonitorGroup(tree, name)),
            Reactor = new Reactor(),
            Machine = MachineReader.Read(tree),
        };
    }

    // Engines with other folders have other groups, so that none sweeps another's containers away.
    private static string GroupName(string root) =>
        root.TrimEnd('/') == "/var/lib/berth" ? "berth" : "berth-" + Digest.Of(Encoding.UTF8.GetBytes(root)).Hex[..8];

    // Under systemd the engine has a group of its own, which is ended with it: monitors leave it. Elsewhere they stay where they were started.
    private static IReadOnlyList<string> MonitorGroup(CgroupTree tree, string name)
    {
        bool own = ProcFs.Machine.OwnCgroups().TryGetValue("", out string? path) && path is not ("/" or "");
        return own && tree.Version == CgroupVersion.V2 ? tree.Create(name + "-monitors").Folders : [];
    }

    private static string EngineId(string root)
    {
        string path = root + "/engine-id";
        if (AtomicFile.Read(path) is { Length: > 0 } known)
        {
            return Encoding.UTF8.GetString(known).Trim();
        }

        string id = Guid.NewGuid().ToString();
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(id + "\n"), durable: true);
        return id;
    }
}
