using System.Formats.Tar;

namespace Berth.Docker;

/// <summary>A folder as the archive that <c>POST /build</c> takes, without what its <c>.dockerignore</c> leaves out; made while it is sent.</summary>
public sealed class BuildContext
{
    private readonly string _reserved = ".berth-" + Guid.NewGuid().ToString("N");
    private readonly List<ContextFolder> _folders = [];
    private readonly byte[]? _inline;

    /// <summary>A context.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="dockerfile">The Dockerfile's path, relative to the folder or absolute; empty: <c>Dockerfile</c>.</param>
    /// <param name="inline">The Dockerfile's text where it has no file, else null.</param>
    /// <exception cref="DockerException">The folder or the Dockerfile is not there or can't be read.</exception>
    public BuildContext(string folder, string dockerfile, string? inline)
    {
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
            _folders.Add(new ContextFolder(folder, "", IgnorePatterns.OfContext(folder, dockerfile), DockerfileName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"unable to prepare context: {e.Message}", e);
        }
    }

    private BuildContext(byte[]? dockerfile, string name) => (_inline, DockerfileName) = (dockerfile, name);

    /// <summary>A context that holds nothing but the Dockerfile.</summary>
    public static BuildContext OfDockerfile(byte[] content, string name) => new(content, name);

    /// <summary>A context that holds all of a folder, whatever its <c>.dockerignore</c> says.</summary>
    public static BuildContext OfFolder(string folder)
    {
        var context = Empty();
        context._folders.Add(new ContextFolder(folder, "", IgnorePatterns.Parse([]), ""));
        return context;
    }

    /// <summary>A context that holds nothing, for a build whose own context is elsewhere.</summary>
    public static BuildContext Empty() => new(null, "");

    /// <summary>Sends a named context's folder along, without what its own <c>.dockerignore</c> leaves out.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <returns>Its value in <see cref="BuildRequest.Contexts"/>: where it lies in the archive. No file of the context has a name like it.</returns>
    /// <exception cref="DockerException">The folder is not there or its <c>.dockerignore</c> can't be read.</exception>
    public string Carry(string folder)
    {
        if (!Directory.Exists(folder)) throw new DockerException(DockerErrorKind.NotFound, File.Exists(folder) ? $"{folder}: not a directory" : $"{folder}: no such file or directory");
        string place = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_reserved}/{_folders.Count}");
        try
        {
            string ignore = Path.Combine(folder, ".dockerignore");
            _folders.Add(new ContextFolder(folder, place + "/", IgnorePatterns.Parse(File.Exists(ignore) ? File.ReadLines(ignore) : []), ""));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, e.Message, e);
        }

        return NamedContext.Carried + place;
    }

    /// <summary>The Dockerfile's name in the archive, for the request.</summary>
    public string DockerfileName { get; }

    /// <summary>The archive. A file that can't be read ends the stream with that error.</summary>
    public Stream Open() => MadeStream.Start(WriteAsync).Content;

    private async Task WriteAsync(Stream output)
    {
        try
        {
            await using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
            foreach (var folder in _folders) await folder.WriteAsync(tar).ConfigureAwait(false);
            if (_inline is not null)
            {
                var entry = new PaxTarEntry(TarEntryType.RegularFile, DockerfileName) { Mode = (UnixFileMode)0x1A4, DataStream = new MemoryStream(_inline) };
                await tar.WriteEntryAsync(entry).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"the build's context can't be read: {e.Message}", e);
        }
    }
}
