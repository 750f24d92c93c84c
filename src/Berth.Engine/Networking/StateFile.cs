using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Small files that are seen whole or not at all, and are written on ways that somebody waits for. A rename over a file makes ext4 put the new one on the disk
/// first (auto_da_alloc), which takes milliseconds; changing places with it doesn't.
/// </summary>
internal static class StateFile
{
    private const int Readable = 0x1A4;   // 0644: names are no secret, and monitors read them

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string aside = path + ".new";
        using (var file = FileCalls.Open(aside, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate, Readable))
        {
            FileCalls.Write(file, content);
        }

        var here = FileCalls.WorkingFolder;
        if (FileCalls.StatIfExists(here, path) is not null && TryExchange(aside, path))
        {
            FileCalls.Remove(here, aside);
        }
        else
        {
            FileCalls.Rename(here, aside, here, path);
        }
    }

    public static byte[]? Read(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    private static bool TryExchange(string aside, string path)
    {
        try
        {
            FileCalls.Rename(FileCalls.WorkingFolder, aside, FileCalls.WorkingFolder, path, RenameOptions.Exchange);
            return true;
        }
        catch (LinuxException e) when (e.Errno is Errno.EINVAL or Errno.ENOENT)
        {
            return false;   // the file system can't, or somebody deleted it
        }
    }
}
