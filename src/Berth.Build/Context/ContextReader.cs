using Berth.Docker;
using Berth.Images;

namespace Berth.Build;

/// <summary>Reads a build's context, from wherever it comes: the request's archive, a web address (an archive, or a Dockerfile alone), a git repository.</summary>
internal sealed class ContextReader(string scratch, IHostPrograms programs)
{
    private const long LongestDockerfile = 1 << 20;

    /// <summary>Reads the context.</summary>
    /// <exception cref="DockerfileException">It can't be had, or is none.</exception>
    public async Task<SourceTree> ReadAsync(BuildRequest request, Stream sent, CancellationToken cancel)
    {
        try
        {
            if (request.Remote.Length == 0) return await SourceTree.ReadAsync(sent, scratch, cancel).ConfigureAwait(false);
            return GitAddress.Names(request.Remote)
                ? await FromGitAsync(request.Remote, f => new BuildContext(f, request.Dockerfile, null), cancel).ConfigureAwait(false)
                : await FromWebAsync(request.Remote, request.Dockerfile, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or ImageException or FormatException)
        {
            throw new DockerfileException(0, $"the build's context can't be read: {e.Message}");
        }
    }

    /// <summary>Fetches a named context: a repository's folder, an archive, or else one file.</summary>
    /// <exception cref="DockerfileException">It can't be had.</exception>
    public async Task<SourceTree> FetchAsync(string address, CancellationToken cancel)
    {
        try
        {
            return GitAddress.Names(address) ? await FromGitAsync(address, BuildContext.OfFolder, cancel).ConfigureAwait(false) : await FromWebAsync(address, null, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or ImageException or FormatException or HttpRequestException)
        {
            throw new DockerfileException(0, $"the context {address} can't be read: {e.Message}");
        }
    }

    private Task<SourceTree> FromGitAsync(string address, Func<string, BuildContext> open, CancellationToken cancel) =>
        new GitTrees(scratch, programs).ReadAsync(GitAddress.Parse(address), open, cancel);

    /// <summary>An archive, or a Dockerfile alone; any one file where no Dockerfile is asked for.</summary>
    private async Task<SourceTree> FromWebAsync(string address, string? dockerfile, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new DockerfileException(0, $"the context {address} is neither a git repository nor a web address");
        }

        var download = await Downloader.GetAsync(address, scratch, cancel).ConfigureAwait(false);
        var file = download.Entries.Values.Single();
        if (dockerfile is null && !IsArchive(download, file)) return download;
        using var only = download;
        if (IsArchive(download, file))
        {
            await using var content = download.Open(file);
            return await SourceTree.ReadAsync(content, scratch, cancel).ConfigureAwait(false);
        }

        if (file.Length > LongestDockerfile) throw new DockerfileException(0, $"{address} is neither an archive nor a Dockerfile");
        await using var alone = BuildContext.OfDockerfile(download.Read(file), dockerfile is { Length: > 0 } ? dockerfile : "Dockerfile").Open();
        return await SourceTree.ReadAsync(alone, scratch, cancel).ConfigureAwait(false);
    }

    private static bool IsArchive(SourceTree tree, SourceEntry file)
    {
        using var content = tree.Open(file);
        Span<byte> start = stackalloc byte[ContextArchive.HeaderLength];
        return ContextArchive.IsArchive(start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }
}
