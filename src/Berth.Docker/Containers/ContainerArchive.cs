namespace Berth.Docker;

/// <summary>A path of a container as a tar archive. Whoever gets it disposes it.</summary>
public sealed class ContainerArchive : IAsyncDisposable
{
    /// <summary>Pairs a path's description with its archive.</summary>
    public ContainerArchive(ContainerPathStat stat, Stream stream)
    {
        Stat = stat;
        Stream = stream;
    }

    public ContainerPathStat Stat { get; }

    /// <summary>The tar archive.</summary>
    public Stream Stream { get; }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
