namespace Berth.Compose;

/// <summary>The machine's file system.</summary>
public sealed class LocalFiles : IComposeFiles
{
    private readonly Func<Stream>? standardInput;

    private LocalFiles(Func<Stream>? standardInput) => this.standardInput = standardInput;

    /// <summary>Without standard input: reading <c>-</c> gives nothing.</summary>
    public static LocalFiles Instance { get; } = new(null);

    /// <summary>With a standard input, opened when <c>-</c> is read.</summary>
    public static LocalFiles WithInput(Func<Stream> standardInput) => new(standardInput);

    /// <inheritdoc/>
    public ComposeFileKind Kind(string path) => Directory.Exists(path) ? ComposeFileKind.Folder : File.Exists(path) ? ComposeFileKind.File : ComposeFileKind.Missing;

    /// <inheritdoc/>
    public byte[] Read(string path)
    {
        if (path != "-")
        {
            return File.ReadAllBytes(path);
        }

        if (standardInput is null)
        {
            return [];
        }

        using Stream input = standardInput();
        using MemoryStream all = new();
        input.CopyTo(all);
        return all.ToArray();
    }

    /// <inheritdoc/>
    public string? LinkTarget(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? null : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
    }
}
