using System.Security.Cryptography;
using System.Text;

namespace Berth.Build;

/// <summary>Which image a step led to, by the hash of all that decided it. One small file a step; an entry whose image is gone counts for nothing.</summary>
internal sealed class BuildCache(string folder)
{
    /// <summary>The key of a step.</summary>
    /// <param name="parent">The image before it.</param>
    /// <param name="parts">All that decides its result besides.</param>
    public static string Key(string parent, params IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in parts.Prepend(parent))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The image's id, or null.</summary>
    public string? Find(string key)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, key));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes what a killed engine left half written.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(folder)) return;
        foreach (string left in Directory.EnumerateFiles(folder, ".*")) File.Delete(left);
    }

    /// <summary>Remembers a step's image.</summary>
    public void Put(string key, string image)
    {
        Directory.CreateDirectory(folder);
        // Two builds may come to the same step at the same time.
        string aside = Path.Combine(folder, $".{key}-{Guid.NewGuid():N}");
        File.WriteAllText(aside, image);
        File.Move(aside, Path.Combine(folder, key), overwrite: true);
    }

    /// <summary>Forgets the entries that a choice by key, image and the time of its writing selects; returns their keys.</summary>
    public IReadOnlyList<string> Prune(Func<string, string, DateTimeOffset, bool> select)
    {
        if (!Directory.Exists(folder)) return [];
        var gone = new List<string>();
        foreach (string key in Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(k => k[0] != '.'))
        {
            string file = Path.Combine(folder, key);
            if (Find(key) is not { } image || !select(key, image, File.GetLastWriteTimeUtc(file))) continue;
            File.Delete(file);
            gone.Add(key);
        }

        return gone;
    }
}
