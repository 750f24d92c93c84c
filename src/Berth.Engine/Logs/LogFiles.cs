using System.IO.Compression;
using System.Globalization;

namespace Berth.Engine;

/// <summary>The files of one container's log: the current one, and older ones with <c>.1</c>, <c>.2.gz</c> … after its name, the higher the older.</summary>
internal static class LogFiles
{
    /// <summary>All files that are there, the oldest first.</summary>
    public static IReadOnlyList<string> List(string path)
    {
        var older = new List<(int Number, string Path)>();
        string folder = Path.GetDirectoryName(path)!;
        string prefix = Path.GetFileName(path) + ".";
        if (!Directory.Exists(folder))
        {
            return [];
        }

        foreach (string file in Directory.EnumerateFiles(folder, prefix + "*"))
        {
            var name = Path.GetFileName(file.AsSpan());
            var rest = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : default;
            rest = rest.EndsWith(".gz", StringComparison.Ordinal) ? rest[..^3] : rest;
            if (int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                older.Add((number, file));
            }
        }

        // While a file is being compressed both are there: the plain one is whole.
        var files = older.GroupBy(file => file.Number).OrderByDescending(group => group.Key)
            .Select(group => group.OrderBy(file => file.Path.Length).First().Path).ToList();
        if (File.Exists(path))
        {
            files.Add(path);
        }

        return files;
    }

    /// <summary>Opens one file for reading, unpacked; null where it is gone.</summary>
    public static Stream? Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
