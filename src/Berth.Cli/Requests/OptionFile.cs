namespace Berth.Cli;

/// <summary>Files with one setting a line, as <c>--env-file</c> and <c>--label-file</c> read them.</summary>
internal static class OptionFile
{
    /// <summary>The lines that say something, without white space at their beginning, with their numbers from 1.</summary>
    public static IEnumerable<(string Line, int Number)> Lines(string path, ICallerFiles files)
    {
        var number = 0;
        foreach (var raw in files.Read(path).TrimStart('\ufeff').Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r').TrimStart();
            if (line.Length > 0 && line[0] != '#')
                yield return (line, number);
        }
    }
}
