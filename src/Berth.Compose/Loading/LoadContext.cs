namespace Berth.Compose;

/// <summary>What the phases of one load share.</summary>
internal sealed class LoadContext(ComposeLoadOptions options, LoadPhase phases)
{
    public ComposeLoadOptions Options { get; } = options;

    public DiagnosticSink Diagnostics { get; } = new();

    public LoadLimits Limits { get; } = new();

    public VariableLog Variables { get; } = new();

    /// <summary>Everything found, the most useful first.</summary>
    public IReadOnlyList<Diagnostic> Findings() => [.. Diagnostics.Sorted().Select(found => Variables.WithOrigins(found, Options.Environment))];

    public bool Runs(LoadPhase phase) => (phases & phase) != 0;

    /// <summary>An absolute path from one that starts at the caller's folder.</summary>
    public string Absolute(string path) => path == "-" || GoPath.IsAbsolute(path) ? path : GoPath.Join(Options.WorkingDirectory, path);

    /// <summary>A path as messages show it: from the caller's folder where it is below it.</summary>
    public string Shown(string path)
    {
        string prefix = Options.WorkingDirectory.TrimEnd('/') + "/";
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }

    public ComposeFileKind Kind(string path) => Options.FileAccess.Kind(Absolute(path));

    public bool IsRemote(string path) => Options.RemoteFiles?.Accepts(path) == true || RemotePath.LooksRemote(path);

    /// <summary>Reads a text file. Null after an error, which is reported at the place that names the file.</summary>
    public SourceFile? ReadText(string path, SourceSpan namedAt)
    {
        if (ReadBytes(path, namedAt) is not { } bytes)
        {
            return null;
        }

        try
        {
            return YamlText.Decode(path, bytes);
        }
        catch (YamlException e)
        {
            Diagnostics.Report(e);
            return null;
        }
    }

    /// <summary>Reads a file. Null after an error, which is reported at the place that names the file.</summary>
    public byte[]? ReadBytes(string path, SourceSpan namedAt)
    {
        string? wrong;
        try
        {
            switch (path == "-" ? ComposeFileKind.File : Kind(path))
            {
                case ComposeFileKind.File:
                    return Options.FileAccess.Read(Absolute(path));
                case ComposeFileKind.Folder:
                    wrong = "is a folder, not a file";
                    break;
                default:
                    wrong = "does not exist";
                    break;
            }
        }
        catch (UnauthorizedAccessException)
        {
            wrong = "can't be read: permission denied";
        }
        catch (IOException e)
        {
            // The runtime ends the system's words with the path, which is said already.
            wrong = "can't be read: " + e.Message.Split(" : '")[0];
        }

        Diagnostics.Error("file", namedAt.File is null ? new SourceSpan(new SourceFile(path, ""), 0, 0) : namedAt, $"{Shown(path)} {wrong}");
        return null;
    }
}
