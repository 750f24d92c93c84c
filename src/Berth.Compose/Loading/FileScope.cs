namespace Berth.Compose;

/// <summary>What the loading of one file depends on: the main files, an included file and a file that is extended differ in it.</summary>
internal sealed record FileScope
{
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Where relative paths in the file start once they are resolved; relative itself below the main file, which resolves them again.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where paths of other Compose files start.</summary>
    public required string FilesDirectory { get; init; }

    /// <summary>The files that led here by include, outermost first.</summary>
    public IReadOnlyList<string> Included { get; init; } = [];

    /// <summary>A file that is only extended: neither checked nor followed further.</summary>
    public bool IsBase { get; init; }
}
