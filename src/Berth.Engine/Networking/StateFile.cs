namespace Berth.Engine;

/// <summary>Files that are seen whole or not at all.</summary>
internal static class StateFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string aside = path + ".new";
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            file.Write(content);
        }

        File.Move(aside, path, overwrite: true);
    }

    public static byte[]? Read(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}
