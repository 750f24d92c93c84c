namespace Berth.Engine;

/// <summary>The engine's services, put together. They know each other only here.</summary>
internal sealed class EngineServices
{
    /// <summary>Puts them together.</summary>
    public EngineServices(EngineParts parts, string engineId)
    {
        VolumeMounts = new VolumeMounts(parts.Volumes);
        ExecRegistry = new ExecRegistry(parts.Containers, parts.Time);
        var peers = new ContainerPeers(parts.Containers);
        var mounts = new MountSources(parts, VolumeMounts);
        Remover = new ContainerRemover(parts, ExecRegistry);
        Ender = new ContainerEnder(parts, mounts, ExecRegistry, Remover);
        Starter = new ContainerStarter(parts, peers, mounts, Watch);
        Ender.Starter = Starter;
        Log = parts.Log;
        var logs = new LogService(parts);
        Work = new ContainerWork(parts)
        {
            Listing = new ContainerListing(parts),
            Creator = new ContainerCreator(parts, new MountResolver(parts), peers, new VolumeFiller(parts.Volumes, VolumeMounts)),
            Starter = Starter,
            Stopper = new ContainerStopper(parts),
            Changer = new ContainerChanger(parts),
            Remover = Remover,
            Attacher = new AttachService(parts, logs),
            Logs = logs,
            Top = new TopService(parts),
            Stats = new StatsService(parts),
            Archives = new ArchiveService(parts),
            Execs = ExecRegistry,
        };
        Containers = new ContainerService(parts, Work);
        Execs = new ExecService(parts, ExecRegistry);
        Images = new ImageService(parts, new ContainerCommitter(parts));
        Networks = new NetworkService(parts);
        Volumes = new VolumeService(parts);
        System = new SystemService(parts, Containers, Images, Volumes, engineId);
    }

    /// <summary>Containers.</summary>
    public ContainerService Containers { get; }

    /// <summary>Processes in containers.</summary>
    public ExecService Execs { get; }

    /// <summary>Images.</summary>
    public ImageService Images { get; }

    /// <summary>Networks.</summary>
    public NetworkService Networks { get; }

    /// <summary>Volumes.</summary>
    public VolumeService Volumes { get; }

    /// <summary>The engine and its machine.</summary>
    public SystemService System { get; }

    /// <summary>What containers mount of volumes.</summary>
    public VolumeMounts VolumeMounts { get; }

    /// <summary>The execs.</summary>
    public ExecRegistry ExecRegistry { get; }

    /// <summary>Removes containers.</summary>
    public ContainerRemover Remover { get; }

    /// <summary>Takes containers' ends in.</summary>
    public ContainerEnder Ender { get; }

    /// <summary>Starts containers.</summary>
    public ContainerStarter Starter { get; }

    /// <summary>The operations.</summary>
    public ContainerWork Work { get; }

    /// <summary>The engine lets go of its monitors: that they are lost means nothing.</summary>
    public bool IsClosing { get; set; }

    private Action<string> Log { get; }

    /// <summary>Who hears what a container's present monitor tells.</summary>
    public MonitorWatcher Watch(Container container) => new(container, Ender, () => IsClosing, Log);
}
