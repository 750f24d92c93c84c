namespace Berth.Cli;

/// <summary>Labels from <c>--label</c> and <c>--label-file</c>.</summary>
internal static class LabelOptions
{
    /// <summary>The labels, those of files first; a later one replaces an earlier one.</summary>
    /// <exception cref="UsageException">A label has no name, or a file can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(ParsedArguments arguments, ICallerFiles files)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in arguments.List("label-file"u8))
        {
            foreach (var (line, _) in OptionFile.Lines(path, files))
                Add(labels, line);
        }
        AddAll(labels, arguments);
        return labels;
    }

    /// <summary>The labels of <c>--label</c> alone.</summary>
    public static IReadOnlyDictionary<string, string> Read(ParsedArguments arguments)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        AddAll(labels, arguments);
        return labels;
    }

    private static void AddAll(SortedDictionary<string, string> labels, ParsedArguments arguments)
    {
        foreach (var label in arguments.List("label"u8))
        {
            if (label.Length == 0 || label[0] == '=')
                throw UsageException.BadValue(label, arguments.Row.Text.IndexOf("-l, --label "u8) >= 0 || arguments.Row.Included is not null ? "-l, --label" : "--label", $"invalid label '{label}': empty name");
            Add(labels, label);
        }
    }

    private static void Add(SortedDictionary<string, string> labels, string label)
    {
        var (name, value) = KeyValue.Split(label);
        labels[name] = value ?? "";
    }
}
