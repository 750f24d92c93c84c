namespace Berth.Engine;

/// <summary>The distribution's name.</summary>
internal static class OperatingSystemName
{
    /// <summary>Reads PRETTY_NAME of os-release(5); <c>Linux</c> where there is none.</summary>
    public static string Read()
    {
        foreach (string path in new[] { "/etc/os-release", "/usr/lib/os-release" })
        {
            if (File.Exists(path) && File.ReadLines(path).FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal)) is { } line)
            {
                return line["PRETTY_NAME=".Length..].Trim('"', '\'');
            }
        }

        return "Linux";
    }
}
