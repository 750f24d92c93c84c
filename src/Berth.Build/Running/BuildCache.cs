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

    /// <summary>Remembers a step's image.</summary>
    public void Put(string key, string image)
    {
        Directory.CreateDirectory(folder);
        string aside = Path.Combine(folder, "." + key);
        File.WriteAllText(aside, image);
        File.Move(aside, Path.Combine(folder, key), overwrite: true);
    }

    /// <summary>Forgets the entries that a choice by key, image and the time of its writing selects; returns their keys.</summary>
    public IReadOnlyList<string> Prune(Func<string, string, DateTimeOffset, bool> select)
    {
        if (!Directory.Exists(folder)) return [];
        var gone = new List<string>();
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            if (!select(Path.GetFileName(file), File.ReadAllText(file), File.GetLastWriteTimeUtc(file))) continue;
            File.Delete(file);
            gone.Add(Path.GetFileName(file));
        }

        return gone;
    }
}
