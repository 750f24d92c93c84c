using Berth.Images;

namespace Berth.Engine;

/// <summary>What the engine's services share. Each part hides one kind of knowledge; none knows the services.</summary>
internal sealed record EngineParts
{
    /// <summary>How the engine is set up.</summary>
    public required EngineOptions Options { get; init; }

    /// <summary>What happened.</summary>
    public required EventHub Events { get; init; }

    /// <summary>All containers.</summary>
    public required ContainerIndex Containers { get; init; }

    /// <summary>Images and root file systems.</summary>
    public required ImageStore Images { get; init; }

    /// <summary>Volumes.</summary>
    public required VolumeStore Volumes { get; init; }

    /// <summary>Networks and endpoints.</summary>
    public required IContainerNetworking Networking { get; init; }

    /// <summary>Control groups.</summary>
    public required IContainerCgroups Cgroups { get; init; }

    /// <summary>Monitors.</summary>
    public required IMonitorLauncher Monitors { get; init; }

    /// <summary>Descriptors that are waited for.</summary>
    public required Reactor Reactor { get; init; }

    /// <summary>The machine.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>Compiled system call filters.</summary>
    public SeccompFilters Filters { get; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time => Options.Time;

    /// <summary>Takes what the engine has to say.</summary>
    public Action<string> Log => Options.Log;

    /// <summary>Where a container's files are.</summary>
    public ContainerFiles FilesOf(string id) => new($"{Options.Root}/containers/{id}", $"{Options.Run}/containers/{id}", id);
}
