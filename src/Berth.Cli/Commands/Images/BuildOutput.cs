namespace Berth.Cli;

/// <summary>Where a build's result goes: one <c>--output</c>.</summary>
/// <param name="Kind">What is made of it.</param>
/// <param name="Destination">The folder or file; null: the engine, or, for an archive, standard output.</param>
/// <param name="Names">More names of the image.</param>
/// <param name="Push">The image is uploaded.</param>
internal sealed record BuildOutput(BuildOutputKind Kind, string? Destination, IReadOnlyList<string> Names, bool Push)
{
    /// <summary>The image gets its names in the engine.</summary>
    public bool NamesImage => Kind is BuildOutputKind.Image or BuildOutputKind.ImageArchive;

    /// <summary>It is written to standard output.</summary>
    public bool IsStream => Destination is null && (Kind is BuildOutputKind.Tar or BuildOutputKind.ImageArchive);

    /// <summary>Reads an option: <c>type=…,dest=…</c>, or a folder's name alone; <c>-</c> is an archive of the files on standard output.</summary>
    /// <exception cref="UsageException">It has no such form, or its destination can't be.</exception>
    public static BuildOutput Parse(string option)
    {
        var fields = FlagValues.SplitCsv(option);
        if (fields.Count == 1 && !fields[0].Contains('=', StringComparison.Ordinal))
            return fields[0] == "-" ? new BuildOutput(BuildOutputKind.Tar, null, [], false) : Checked(new BuildOutput(BuildOutputKind.Local, fields[0], [], false));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var (key, value) = KeyValue.Split(field);
            values[key.Trim().ToLowerInvariant()] = value ?? throw BuildCommand.Refused($"invalid value {field}: an output is KEY=VALUE,...");
        }
        var type = values.GetValueOrDefault("type") ?? throw BuildCommand.Refused($"type is required for output: {option}");
        var written = values.GetValueOrDefault("dest") is { Length: > 0 } given ? given : null;
        var kind = KindOf(type, written is not null);
        var destination = written == "-" ? null : written;
        if (kind == BuildOutputKind.Local && destination is null)
            throw BuildCommand.Refused(written == "-" ? "dest cannot be stdout for local exporter" : "dest is required for local exporter");
        var names = values.GetValueOrDefault("name") is { Length: > 0 } name ? name.Split(',') : [];
        return Checked(new BuildOutput(kind, destination, names, type == "registry" || values.GetValueOrDefault("push") == "true"));
    }

    private static BuildOutputKind KindOf(string type, bool hasDestination) => type switch
    {
        "local" => BuildOutputKind.Local,
        "tar" => BuildOutputKind.Tar,
        "docker" => hasDestination ? BuildOutputKind.ImageArchive : BuildOutputKind.Image,
        "oci" => BuildOutputKind.ImageArchive,
        "image" or "registry" => BuildOutputKind.Image,
        "cacheonly" => BuildOutputKind.Nothing,
        _ => throw BuildCommand.Refused($"exporter {GoQuote.Double(type)} could not be found: there are local, tar, docker, oci, image, registry and cacheonly"),
    };

    // Before the build, not after it.
    private static BuildOutput Checked(BuildOutput output)
    {
        if (output.Kind == BuildOutputKind.Local && File.Exists(output.Destination))
            throw BuildCommand.Refused($"destination directory {output.Destination} is a file");
        if (output.Kind is BuildOutputKind.Tar or BuildOutputKind.ImageArchive && output.Destination is { } file && Directory.Exists(file))
            throw BuildCommand.Refused($"destination file {file} is a directory");
        return output;
    }
}
