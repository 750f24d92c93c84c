namespace Berth.Compose;

/// <summary>Reads env files in the <c>raw</c> format, that of <c>docker run --env-file</c>: a line a variable, nothing quoted or replaced.</summary>
internal static class RawEnvFileReader
{
    /// <summary>Adds a file's variables; a key alone takes its value from outside.</summary>
    /// <returns>False after an error, which is reported.</returns>
    public static bool Read(SourceFile file, IDictionary<string, string> variables, Func<string, string?> outside, DiagnosticSink diagnostics, LoadLimits limits)
    {
        if (!limits.TakeText(file.Text.Length))
        {
            diagnostics.Error("env-file", new SourceSpan(file, 1, 1), LoadLimits.TooMuchText);
            return false;
        }

        int number = 0;
        foreach (ReadOnlySpan<char> raw in file.Text.AsSpan().EnumerateLines())
        {
            number++;
            string line = raw.TrimStart().ToString();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? line : line[..equals];
            if (key.Length == 0 || key.AsSpan().IndexOfAny(' ', '\t') >= 0)
            {
                diagnostics.Error("env-file", new SourceSpan(file, number, 1), key.Length == 0 ? "no name before \"=\"" : $"a name can't contain a space: \"{key}\"");
                return false;
            }

            if ((equals < 0 ? outside(line) : line[(equals + 1)..]) is { } value)
            {
                variables[key] = value;
            }
        }

        return true;
    }
}
