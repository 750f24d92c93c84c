using System.IO.Pipelines;
using Berth.Docker;
using Berth.Images;
using Berth.Linux;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Copies files in and out of containers, running or not, as tar archives.</summary>
internal sealed class ArchiveService(EngineParts parts)
{
    /// <summary>Describes a path.</summary>
    /// <exception cref="DockerException">NotFound: it isn't there.</exception>
    public Task<ContainerPathStat> StatAsync(Container container, string name, string path, CancellationToken cancel) =>
        WithTreeAsync(container, tree => Describe(tree, Find(tree, name, path)), cancel);

    /// <summary>Reads a path.</summary>
    /// <exception cref="DockerException">NotFound: it isn't there.</exception>
    public async Task<ContainerArchive> GetAsync(Container container, string name, string path, CancellationToken cancel)
    {
        var described = new TaskCompletionSource<ContainerPathStat>(TaskCreationOptions.RunContinuationsAsynchronously);
        var archive = MadeStream.Start(async output =>
        {
            try
            {
                await WithTreeAsync(container, tree => Produce(tree, container, name, path, output, described), cancel).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                described.TrySetException(e);
                throw;
            }
        });
        var stat = await described.Task.ConfigureAwait(false);
        container.Publish("archive-path");
        return new ContainerArchive(stat, archive.Content);
    }

    /// <summary>Unpacks an archive into a folder.</summary>
    /// <exception cref="DockerException">The folder is missing, is none, or can't be written to.</exception>
    public async Task PutAsync(
        Container container, string name, string path, Stream archive, bool noOverwriteDirNonDir, bool toUser, CancellationToken cancel)
    {
        // The API's streams are read asynchronously; unpacking is one long piece of work of the kernel's.
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
        var feeding = FeedAsync(archive, pipe.Writer, cancel);
        try
        {
            await WithTreeAsync(
                container,
                tree =>
                {
                    var owner = toUser && container.Record.Config.User is { Length: > 0 } user ? ContainerUsers.Find(tree, user) : ((uint, uint)?)null;
                    Unpack(tree, container, (name, path), pipe.Reader.AsStream(), noOverwriteDirNonDir, owner, cancel);
                    return true;
                },
                cancel).ConfigureAwait(false);
        }
        finally
        {
            await pipe.Reader.CompleteAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(false);
        }

        container.Publish("extract-to-dir");
    }

    /// <summary>Writes the whole root file system, without what is mounted in it.</summary>
    public async Task ExportAsync(Container container, Stream destination, CancellationToken cancel)
    {
        var archive = MadeStream.Start(output => WithTreeAsync(
            container,
            tree =>
            {
                using var buffered = new BufferedStream(output, 1 << 17);
                new TreeArchiver(tree, buffered, _ => false).Add("/", "", cancel);
                TarHeaderWriter.End(buffered);
                return true;
            },
            cancel,
            withMounts: false));
        await using (archive.ConfigureAwait(false))
        {
            await archive.Content.CopyToAsync(destination, cancel).ConfigureAwait(false);
        }

        container.Publish("export");
    }

    private static async Task FeedAsync(Stream archive, PipeWriter writer, CancellationToken cancel)
    {
        Exception? failure = null;
        try
        {
            await archive.CopyToAsync(writer, cancel).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, who unpacks gets it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    private static bool Produce(
        ContainerTree tree, Container container, string name, string path, Stream destination, TaskCompletionSource<ContainerPathStat> described)
    {
        var found = Find(tree, name, path);
        described.TrySetResult(Describe(tree, found));
        var own = container.Record.Mounts.Select(mount => mount.Destination).ToHashSet(StringComparer.Ordinal);
        using var output = new BufferedStream(destination, 1 << 17);
        new TreeArchiver(tree, output, place => own.Contains(place) || place == found.Resolved || place is "/etc/hosts" or "/etc/hostname" or "/etc/resolv.conf")
            .Add(found.Resolved, found.Name, CancellationToken.None);
        TarHeaderWriter.End(output);
        return true;
    }

    private static void Unpack(
        ContainerTree tree, Container container, (string Container, string Path) asked, Stream archive, bool noOverwriteDirNonDir, (uint User, uint Group)? owner, CancellationToken cancel)
    {
        var (name, path) = asked;
        if (path.Length == 0)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "bad parameter: pathcannot be empty");
        }

        string resolved = tree.Resolve(path, followLast: true);
        if (tree.Stat(resolved) is not { } stat)
        {
            throw Missing(name, path);
        }

        if (stat.Kind != FileKind.Directory)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "extraction point is not a directory");
        }

        if (tree.IsReadOnly(resolved))
        {
            throw ReadOnly(container, resolved);
        }

        var (root, inner, _) = tree.Locate(resolved);
        using var extractor = new TreeExtractor(root.OpenRoot(inner), owner, noOverwriteDirNonDir);
        try
        {
            extractor.Extract(archive, cancel);
        }
        catch (LinuxException e) when (e.Errno == Errno.EROFS)
        {
            throw ReadOnly(container, resolved);
        }
    }

    private static DockerException ReadOnly(Container container, string resolved)
    {
        bool mounted = container.Record.Mounts.Any(mount => resolved == mount.Destination || resolved.StartsWith(mount.Destination + "/", StringComparison.Ordinal));
        return new DockerException(DockerErrorKind.Forbidden, $"{(mounted ? "mounted volume" : "container rootfs")} is marked read-only");
    }

    // The last name is followed only where the path ends with a slash or a dot.
    private static (string Resolved, string Name) Find(ContainerTree tree, string container, string path)
    {
        if (path.Length == 0)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, "bad parameter: pathcannot be empty");
        }

        bool dot = path == "." || path.EndsWith("/.", StringComparison.Ordinal);
        bool slash = path.EndsWith('/');
        string resolved = tree.Resolve(path, followLast: dot || slash);
        if (tree.Stat(resolved) is not { } stat)
        {
            throw Missing(container, path);
        }

        if ((dot || slash) && stat.Kind != FileKind.Directory)
        {
            throw new DockerException(DockerErrorKind.System, $"lstat {path}: not a directory");
        }

        string clean = MountParser.Clean(path);
        string name = dot ? "." : clean == "/" ? "/" : clean[(clean.LastIndexOf('/') + 1)..];
        return (resolved, name);
    }

    private static ContainerPathStat Describe(ContainerTree tree, (string Resolved, string Name) found)
    {
        var stat = tree.Stat(found.Resolved)!.Value;
        return new ContainerPathStat
        {
            Name = found.Name,
            Size = stat.Size,
            Mode = GoFileMode.FromUnix((uint)stat.Kind | (uint)stat.Mode),
            Mtime = DockerTimestamps.Format(stat.ModifyTime.Seconds * 1_000_000_000 + stat.ModifyTime.Nanoseconds),
            LinkTarget = stat.Kind == FileKind.SymbolicLink ? tree.Resolve(found.Resolved, followLast: true) : "",
        };
    }

    private static DockerException Missing(string container, string path) =>
        new(DockerErrorKind.NotFound, $"Could not find the file {path} in container {container}");

    private async Task<T> WithTreeAsync<T>(Container container, Func<ContainerTree, T> act, CancellationToken cancel, bool withMounts = true)
    {
        try
        {
            var running = await RunningRootAsync(container).ConfigureAwait(false);
            if (running is not null)
            {
                using var tree = new ContainerTree(running, readOnlyRoot: false);
                return await Task.Run(() => act(tree), cancel).ConfigureAwait(false);
            }

            // The loop is held meanwhile: the container is not started while its upper folder is mounted here.
            return await container.RunAsync(() => Task.Run(
                () =>
                {
                    using var tree = StoppedTree(container, withMounts);
                    return act(tree);
                },
                cancel)).ConfigureAwait(false);
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
        catch (LinuxException e)
        {
            throw new DockerException(e.Errno == Errno.EROFS ? DockerErrorKind.Forbidden : DockerErrorKind.System, e.Message, e);
        }
    }

    private static async Task<RootedFolder?> RunningRootAsync(Container container)
    {
        if (!container.Life.IsAlive || container.Monitor is not { } monitor)
        {
            return null;
        }

        try
        {
            var (network, root) = await monitor.NamespaceAsync().ConfigureAwait(false);
            network?.Dispose();
            return new RootedFolder(root);
        }
        catch (MonitorException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private ContainerTree StoppedTree(Container container, bool withMounts)
    {
        var record = container.Record;
        if (container.Life.IsSupervised)
        {
            throw new DockerException(DockerErrorKind.Conflict, $"container {container.Id} is {Lifecycle.Word(container.Life.Status)}");
        }

        var snapshot = parts.Images.Snapshots.Find(record.SnapshotId)
            ?? throw new DockerException(DockerErrorKind.System, $"the root file system of container {record.Id} is missing");
        var tree = new ContainerTree(UnmountedRoot.Open(snapshot), record.HostConfig.ReadonlyRootfs);
        foreach (var mount in record.Mounts)
        {
            if (withMounts && mount.Type is ("bind" or "volume") && Directory.Exists(mount.Source))
            {
                tree.Add(mount.Destination, RootedFolder.Open(mount.Source), mount.ReadOnly);
            }
        }

        return tree;
    }
}
