using System.Globalization;

namespace Berth.Engine;

/// <summary>The host's users and groups by number, as <c>ps</c> on the host would name them.</summary>
internal static class HostNames
{
    /// <summary>Reads a file of <c>name:password:number:…</c> lines; empty where it can't be read.</summary>
    public static Dictionary<uint, string> Read(string path)
    {
        var names = new Dictionary<uint, string>();
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                string[] parts = line.Split(':');
                if (parts.Length > 2 && uint.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
                {
                    names.TryAdd(number, parts[0]);
                }
            }
        }
        catch (IOException)
        {
            // Numbers do as well.
        }

        return names;
    }
}
