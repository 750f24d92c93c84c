using Berth.Docker;
using Berth.Linux;

namespace Berth.Cli;

/// <summary><c>cp</c>: copies files between a container and this machine.</summary>
internal static class CopyCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var source = CopyPath.Parse(context.Words[0]);
        var target = CopyPath.Parse(context.Words[1]);
        var quiet = context.Arguments.Has("quiet"u8) ? context.Arguments.Bool("quiet"u8) : !CallerTerminal.OutputIsTerminal;
        return Copy(context, source, target, quiet);
    }

    /// <summary>Copies.</summary>
    /// <param name="context">The call, whose options say how.</param>
    /// <param name="source">From where.</param>
    /// <param name="target">To where.</param>
    /// <param name="quiet">Whether to say nothing.</param>
    public static int Copy(CommandContext context, CopyPath source, CopyPath target, bool quiet)
    {
        if (source.Path.Length == 0 || target.Path.Length == 0)
            throw Refused(source.Path.Length == 0 ? "source can not be empty" : "destination can not be empty");
        switch (source.Container, target.Container)
        {
            case ({ }, null):
                return FromContainer(context, source, target, quiet);
            case (null, { }):
                return ToContainer(context, source, target, quiet);
            case ({ }, { }):
                throw Refused("copying between containers is not supported");
            default:
                throw Refused("must specify at least one container source");
        }
    }

    private static int FromContainer(CommandContext context, CopyPath source, CopyPath target, bool quiet)
    {
        var containers = context.Client.Containers;
        var path = Rooted(source.Path);
        var followed = path;
        if (context.Arguments.Bool("follow-link"u8))
        {
            var stat = containers.StatArchiveAsync(source.Container!, path).GetAwaiter().GetResult();
            if ((stat.Mode & GoFileMode.Symlink) != 0)
                followed = stat.LinkTarget.StartsWith('/') ? stat.LinkTarget : Rooted(Path.Combine(Path.GetDirectoryName(path.TrimEnd('/')) ?? "/", stat.LinkTarget));
        }
        var archive = containers.GetArchiveAsync(source.Container!, followed).GetAwaiter().GetResult();
        try
        {
            if (target.IsStream)
            {
                if (CallerTerminal.OutputIsTerminal)
                    throw Refused("cowardly refusing to write an archive to a terminal; redirect the output");
                using var output = new CallerStream(1);
                archive.Stream.CopyTo(output);
                return ExitCodes.Success;
            }
            var bytes = Unpack(archive, path, followed, target, context.Arguments.Bool("archive"u8));
            if (!quiet)
                context.Error.WriteLine($"Successfully copied {ByteSize.Decimal(bytes, 3)} to {Path.GetFullPath(target.Path)}");
            return ExitCodes.Success;
        }
        finally
        {
            archive.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // The rules of cp -a: into a folder that is there, else under the target's name.
    private static long Unpack(ContainerArchive archive, string asked, string followed, CopyPath target, bool keepOwners)
    {
        var isFolder = (archive.Stat.Mode & GoFileMode.Directory) != 0;
        var first = TarName.Base(followed);
        var path = target.Path;
        if (Directory.Exists(path))
        {
            var name = TarName.Base(asked);
            return LocalExtraction.Unpack(archive.Stream, path, first, name is "/" ? "." : name, keepOwners);
        }
        if (File.Exists(path) && isFolder)
            throw Refused("cannot copy directory");
        if (!isFolder && target.AssertsFolder)
            throw Refused("no such directory");
        var full = Path.GetFullPath(path).TrimEnd('/');
        var folder = Path.GetDirectoryName(full) ?? "/";
        return Directory.Exists(folder)
            ? LocalExtraction.Unpack(archive.Stream, folder, first, Path.GetFileName(full), keepOwners)
            : throw Refused($"invalid output path: directory {GoQuote.Double(folder)} does not exist");
    }

    private static int ToContainer(CommandContext context, CopyPath source, CopyPath target, bool quiet)
    {
        var containers = context.Client.Containers;
        var owners = context.Arguments.Bool("archive"u8);
        var path = Rooted(target.Path);
        var stat = Stat(containers, target.Container!, path);
        if (stat is not null && (stat.Mode & GoFileMode.Symlink) != 0)
        {
            path = stat.LinkTarget.StartsWith('/') ? stat.LinkTarget : Rooted(Path.Combine(Path.GetDirectoryName(path.TrimEnd('/')) ?? "/", stat.LinkTarget));
            stat = Stat(containers, target.Container!, path);
        }
        var targetIsFolder = stat is not null && (stat.Mode & GoFileMode.Directory) != 0;
        if (source.IsStream)
        {
            if (!targetIsFolder)
                throw Refused($"destination \"{target.Container}:{target.Path}\" must be a directory");
            using var input = new CallerStream(0);
            containers.PutArchiveAsync(target.Container!, path, input, noOverwriteDirNonDir: true, copyUidGid: owners).GetAwaiter().GetResult();
            return ExitCodes.Success;
        }
        var (folder, name) = TargetOf(context, source, target, path, stat is not null, targetIsFolder);
        using var archive = LocalArchive.Open(source.Path, name, context.Arguments.Bool("follow-link"u8), out var failure);
        var counted = new CountingStream(archive);
        containers.PutArchiveAsync(target.Container!, folder, counted, noOverwriteDirNonDir: true, copyUidGid: owners).GetAwaiter().GetResult();
        if (failure() is { } error)
            throw Refused($"{source.Path}: {(error is LinuxException ? error.Message : CallerFiles.Reason(error))}");
        if (!quiet)
            context.Error.WriteLine($"Successfully copied {ByteSize.Decimal(counted.Count, 3)} to {target.Container}:{target.Path}");
        return ExitCodes.Success;
    }

    private static (string Folder, string Name) TargetOf(CommandContext context, CopyPath source, CopyPath target, string path, bool exists, bool isFolder)
    {
        var sourceIsFolder = IsFolder(source, context.Arguments.Bool("follow-link"u8));
        var name = TarName.Base(source.Path == "." ? "/." : source.Path);
        if (isFolder)
            return (path, name == "/" ? "." : name);
        if (exists && sourceIsFolder)
            throw Refused("cannot copy directory");
        if (!exists && !sourceIsFolder && target.AssertsFolder)
            throw Refused("no such directory");
        var full = path.TrimEnd('/');
        return (Path.GetDirectoryName(full) is { Length: > 0 } parent ? parent : "/", TarName.Base(full));
    }

    private static bool IsFolder(CopyPath source, bool followLink)
    {
        var local = source.Path.Length > 1 ? source.Path.TrimEnd('/') : source.Path;
        var isLink = new FileInfo(local).LinkTarget is not null;
        var isFolder = Directory.Exists(local);
        if (!isFolder && !isLink && !File.Exists(local))
            throw Refused($"lstat {Path.GetFullPath(source.Path)}: no such file or directory");
        if (!isFolder && source.AssertsFolder)
            throw Refused("not a directory");
        return isFolder && (!isLink || followLink || source.Path.EndsWith('/'));
    }

    // Whatever is wrong with the path, the parent may still take the copy; unpacking says if not.
    private static ContainerPathStat? Stat(IContainers containers, string container, string path)
    {
        try
        {
            return containers.StatArchiveAsync(container, path).GetAwaiter().GetResult();
        }
        catch (DockerException e) when (e.Kind != DockerErrorKind.Unreachable && !e.Message.Contains("No such container", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static string Rooted(string path) => path.StartsWith('/') ? path : "/" + path;

    private static UsageException Refused(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };
}
