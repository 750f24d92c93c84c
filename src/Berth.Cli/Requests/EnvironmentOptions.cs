namespace Berth.Cli;

/// <summary>Environment variables from <c>--env</c> and <c>--env-file</c>.</summary>
internal static class EnvironmentOptions
{
    /// <summary>The variables, those of files first; a name without a value has the caller's, or is passed on alone to unset it.</summary>
    /// <exception cref="UsageException">A name is empty or has white space, or a file can't be read.</exception>
    public static IReadOnlyList<string>? Read(ParsedArguments arguments, ReadOnlySpan<byte> variables, ReadOnlySpan<byte> envFiles, ICallerFiles files)
    {
        var result = new List<string>();
        foreach (var path in arguments.List(envFiles))
            AddFile(result, path, files);
        foreach (var variable in arguments.List(variables))
        {
            if (variable.Length == 0 || variable[0] == '=')
                throw UsageException.BadValue(variable, "-e, --env", $"invalid environment variable: {variable}");
            result.Add(variable.Contains('=', StringComparison.Ordinal) || files.Variable(variable) is not { } value ? variable : $"{variable}={value}");
        }
        return result.Count > 0 ? result : null;
    }

    // A file's lines: comments and empty ones are nothing, leading white space neither; no quotes, no interpolation.
    private static void AddFile(List<string> result, string path, ICallerFiles files)
    {
        foreach (var (line, number) in OptionFile.Lines(path, files))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? line : line[..equals];
            if (name.Length == 0)
                throw Wrong(path, number, $"no variable name on line '{line}'");
            if (name.AsSpan().IndexOfAny(" \t") >= 0)
                throw Wrong(path, number, $"variable '{name}' contains whitespaces");
            if (equals >= 0)
                result.Add(line);
            else if (files.Variable(name) is { } value)
                result.Add($"{name}={value}");
        }
    }

    private static UsageException Wrong(string path, int line, string reason) => new($"invalid env file ({path}): line {line}: {reason}") { ShowUsage = false };
}
