namespace Berth.Cli;

/// <summary>Where an archive goes: standard output, or a file that is written aside and has its name only when it is whole.</summary>
internal sealed class ArchiveTarget : IDisposable
{
    private readonly string? _path;
    private readonly string? _aside;
    private bool _done;

    private ArchiveTarget(Stream stream, string? path, string? aside)
    {
        Stream = stream;
        _path = path;
        _aside = aside;
    }

    /// <summary>Takes the archive.</summary>
    public Stream Stream { get; }

    /// <summary>Opens a target.</summary>
    /// <param name="path">The file; null for standard output.</param>
    /// <exception cref="UsageException">Standard output is a terminal, or the file can't be made.</exception>
    public static ArchiveTarget Open(string? path)
    {
        if (path is null)
        {
            return CallerTerminal.OutputIsTerminal
                ? throw Refused("cowardly refusing to save to a terminal. Use the -o flag or redirect")
                : new ArchiveTarget(new CallerStream(1), null, null);
        }
        if (Directory.Exists(path))
            throw Refused($"failed to save: invalid output path: {GoQuote.Double(path)} must be a file, not a directory");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw Refused($"invalid output path: directory {GoQuote.Double(folder)} does not exist");
        // What isn't a plain file (a device, a pipe) is written to as it is.
        if (File.Exists(path) && !IsPlain(path))
            return new ArchiveTarget(new FileStream(path, FileMode.Open, FileAccess.Write), null, null);
        var aside = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid().ToString("N")[..8]}");
        try
        {
            return new ArchiveTarget(new FileStream(aside, FileMode.CreateNew), path, aside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"open {path}: {CallerFiles.Reason(e)}");
        }
    }

    /// <summary>The archive is whole: gives it its name.</summary>
    public void Commit()
    {
        Stream.Dispose();
        if (_aside is not null)
            File.Move(_aside, _path!, overwrite: true);
        _done = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_done && _aside is not null)
            File.Delete(_aside);
    }

    private static bool IsPlain(string path) => Linux.FileCalls.Stat(Linux.FileCalls.WorkingFolder, path, follow: true).Kind == Linux.FileKind.Regular;

    private static UsageException Refused(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };
}
