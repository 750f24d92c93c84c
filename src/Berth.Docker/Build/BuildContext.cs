using System.Formats.Tar;
using System.IO.Pipelines;

namespace Berth.Docker;

/// <summary>A folder as the archive that <c>POST /build</c> takes, without what its <c>.dockerignore</c> leaves out; made while it is sent.</summary>
public sealed class BuildContext
{
    private readonly string? _folder;
    private readonly byte[]? _inline;
    private readonly IgnorePatterns _ignored;

    /// <summary>A context.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="dockerfile">The Dockerfile's path, relative to the folder or absolute; empty: <c>Dockerfile</c>.</param>
    /// <param name="inline">The Dockerfile's text where it has no file, else null.</param>
    /// <exception cref="DockerException">The folder or the Dockerfile is not there or can't be read.</exception>
    public BuildContext(string folder, string dockerfile, string? inline)
    {
        _folder = folder;
        if (!Directory.Exists(folder)) throw new DockerException(DockerErrorKind.NotFound, $"unable to prepare context: path \"{folder}\" not found");
        string path = Path.GetFullPath(Path.Combine(folder, dockerfile.Length > 0 ? dockerfile : "Dockerfile"));
        string relative = Path.GetRelativePath(folder, path);
        try
        {
            bool isOutside = relative == ".." || relative.StartsWith("../", StringComparison.Ordinal);
            if (inline is not null) _inline = System.Text.Encoding.UTF8.GetBytes(inline);
            else if (!File.Exists(path)) throw new DockerException(DockerErrorKind.NotFound, $"unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat {path}: no such file or directory");
            else if (isOutside) _inline = File.ReadAllBytes(path);
            DockerfileName = _inline is null ? relative : CarriedDockerfile.NewName();
            _ignored = IgnorePatterns.OfContext(folder, dockerfile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"unable to prepare context: {e.Message}", e);
        }
    }

    private BuildContext(byte[] dockerfile, string name) => (_inline, DockerfileName, _ignored) = (dockerfile, name, IgnorePatterns.Parse([]));

    /// <summary>A context that holds nothing but the Dockerfile.</summary>
    public static BuildContext OfDockerfile(byte[] content, string name) => new(content, name);

    /// <summary>The Dockerfile's name in the archive, for the request.</summary>
    public string DockerfileName { get; }

    /// <summary>The archive. A file that can't be read ends the stream with that error.</summary>
    public Stream Open()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
        _ = Task.Run(() => WriteAsync(pipe.Writer));
        return pipe.Reader.AsStream();
    }

    private async Task WriteAsync(PipeWriter writer)
    {
        Exception? failure = null;
        try
        {
            await using var tar = new TarWriter(writer.AsStream(leaveOpen: true), TarEntryFormat.Pax, leaveOpen: true);
            if (_folder is not null) await FolderAsync(tar, _folder, "").ConfigureAwait(false);
            if (_inline is not null)
            {
                var entry = new PaxTarEntry(TarEntryType.RegularFile, DockerfileName) { Mode = (UnixFileMode)0x1A4, DataStream = new MemoryStream(_inline) };
                await tar.WriteEntryAsync(entry).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            failure = new DockerException(DockerErrorKind.InvalidParameter, $"the build's context can't be read: {e.Message}", e);
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    private async Task FolderAsync(TarWriter tar, string folder, string relative)
    {
        foreach (var info in new DirectoryInfo(Path.Combine(folder, relative)).EnumerateFileSystemInfos().OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            string name = relative.Length == 0 ? info.Name : relative + "/" + info.Name;
            bool isFolder = info is DirectoryInfo && info.LinkTarget is null;
            bool isIgnored = name != DockerfileName && name != ".dockerignore" && _ignored.Ignores(name);
            if (!isIgnored && Entry(info, name, isFolder) is { } entry)
            {
                await tar.WriteEntryAsync(entry).ConfigureAwait(false);
                if (entry.DataStream is { } data) await data.DisposeAsync().ConfigureAwait(false);
            }

            // A folder that is left out is looked into where something in it may come back, or holds the Dockerfile.
            if (isFolder && (!isIgnored || _ignored.HasExceptions || DockerfileName.StartsWith(name + "/", StringComparison.Ordinal))) await FolderAsync(tar, folder, name).ConfigureAwait(false);
        }
    }

    /// <summary>The owner is root, as the docker client makes it; sockets and devices are no part of a context.</summary>
    private static PaxTarEntry? Entry(FileSystemInfo info, string name, bool isFolder)
    {
        if (info.LinkTarget is { } target) return new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target, ModificationTime = info.LastWriteTimeUtc };
        if (isFolder) return new PaxTarEntry(TarEntryType.Directory, name + "/") { Mode = info.UnixFileMode, ModificationTime = info.LastWriteTimeUtc };
        if ((info.Attributes & FileAttributes.Device) != 0) return null;
        return new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            Mode = info.UnixFileMode,
            ModificationTime = info.LastWriteTimeUtc,
            DataStream = new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan),
        };
    }
}
