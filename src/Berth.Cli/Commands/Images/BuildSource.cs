using Berth.Docker;

namespace Berth.Cli;

/// <summary>What an image is built from: a folder, standard input, or an address that the engine fetches; and the folders of named contexts beside it.</summary>
internal sealed class BuildSource : IDisposable
{
    private readonly CallerStream? _input;
    private readonly byte[] _start;
    private readonly BuildContext? _context;

    private BuildSource(BuildContext? context, string dockerfile, string remote, CallerStream? input, byte[] start)
    {
        _context = context;
        Dockerfile = dockerfile;
        Remote = remote;
        _input = input;
        _start = start;
    }

    /// <summary>The Dockerfile's path in the context, for the request.</summary>
    public string Dockerfile { get; }

    /// <summary>The context's address; empty where it is sent.</summary>
    public string Remote { get; }

    /// <summary>The source that a command line names.</summary>
    /// <param name="source">A folder, an address, or <c>-</c>.</param>
    /// <param name="file">The Dockerfile; <c>-</c>: standard input; null: the usual one.</param>
    /// <exception cref="UsageException">There is no such folder, or both come from standard input.</exception>
    public static BuildSource Of(string source, string? file)
    {
        if (NamedContext.IsRemote(source))
            return new BuildSource(BuildContext.Empty(), file ?? "", source, null, []);
        if (source == "-")
            return OfInput(file);
        if (!Directory.Exists(source))
            throw BuildCommand.Refused(File.Exists(source) ? $"context must be a directory: {source}" : $"unable to prepare context: path {GoQuote.Double(source)} not found");
        var inline = file == "-" ? ReadText() : null;
        var context = new BuildContext(source, inline is null && file is not null ? Path.GetFullPath(file) : "", inline);
        return new BuildSource(context, context.DockerfileName, "", null, []);
    }

    /// <summary>The named contexts of a command line (<c>name=value</c>), for the request; their folders are sent along.</summary>
    /// <exception cref="UsageException">One has no name or no value.</exception>
    /// <exception cref="DockerException">One can't be had.</exception>
    public Dictionary<string, string> Named(List<string> given)
    {
        var contexts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in given)
        {
            var (name, value) = KeyValue.Split(option);
            if (value is null)
                throw BuildCommand.Refused($"invalid context value: {option}, expected key=value");
            if (name.Length == 0)
                throw BuildCommand.Refused($"invalid context name in {option}: it has none");
            contexts[name] = NamedContext.Resolve(name, value, _context);
        }
        return contexts;
    }

    /// <summary>What is sent.</summary>
    public Stream Open() => _context?.Open() ?? new StartedStream(_start, _input!);

    /// <inheritdoc/>
    public void Dispose() => _input?.Dispose();

    // Standard input is an archive, which is sent as it is, or a Dockerfile alone.
    private static BuildSource OfInput(string? file)
    {
        if (file == "-")
            throw BuildCommand.Refused("invalid argument: can't use stdin for both build context and dockerfile");
        var input = new CallerStream(0);
        // Enough to tell an archive from a Dockerfile.
        var start = new byte[ContextArchive.HeaderLength];
        start = start[..input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (ContextArchive.IsArchive(start))
            return new BuildSource(null, file ?? "", "", input, start);
        using var all = new MemoryStream();
        all.Write(start);
        input.CopyTo(all);
        if (all.Length == 0)
            throw BuildCommand.Refused("the Dockerfile (standard input) cannot be empty");
        var context = BuildContext.OfDockerfile(all.ToArray(), "Dockerfile");
        return new BuildSource(context, context.DockerfileName, "", input, []);
    }

    private static string ReadText()
    {
        using var input = new CallerStream(0);
        using var reader = new StreamReader(input);
        return reader.ReadToEnd();
    }
}
