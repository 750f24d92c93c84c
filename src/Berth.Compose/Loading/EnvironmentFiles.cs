namespace Berth.Compose;

/// <summary>Reads the env files that give variables to Compose files (not those of services).</summary>
internal static class EnvironmentFiles
{
    /// <summary>The variables of all files; later files see and replace those of earlier ones, and what is known already wins inside values. Null after an error.</summary>
    public static Dictionary<string, string>? Read(IReadOnlyList<(string Path, SourceSpan Span)> files, IReadOnlyDictionary<string, string> known, LoadContext context)
    {
        Dictionary<string, string> variables = [];
        foreach ((string path, SourceSpan span) in files)
        {
            if (context.ReadBytes(path, span) is not { } bytes || Decode(path, bytes) is not { } file
                || !EnvFileReader.Read(file, variables, name => known.TryGetValue(name, out string? value) ? value : null, context.Diagnostics, context.Limits,
                    (name, place) => context.Variables.Definitions.Add((name, place, variables[name]))))
            {
                return null;
            }
        }

        return variables;
    }

    /// <summary>Env files are taken as they are: bytes that are no UTF-8 don't matter as long as they stay in values that nobody reads.</summary>
    public static SourceFile Decode(string path, byte[] bytes)
    {
        ReadOnlySpan<byte> content = bytes;
        return new SourceFile(path, System.Text.Encoding.UTF8.GetString(content is [0xEF, 0xBB, 0xBF, ..] ? content[3..] : content));
    }

    /// <summary>Both together; the first wins.</summary>
    public static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second)
    {
        Dictionary<string, string> merged = new(second);
        foreach ((string name, string value) in first)
        {
            merged[name] = value;
        }

        return merged;
    }
}
