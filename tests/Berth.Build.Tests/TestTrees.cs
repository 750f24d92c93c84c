using System.Formats.Tar;

namespace Berth.Build.Tests;

/// <summary>Trees of a few files, with the folders that they lie in.</summary>
internal static class TestTrees
{
    /// <summary>Files of mode 644, as old as can be.</summary>
    public static Task<SourceTree> Of(params (string Path, string Content)[] files) => Of(DateTimeOffset.UnixEpoch, 0x1A4, files);

    /// <summary>Files of a time and a mode.</summary>
    public static Task<SourceTree> Of(DateTimeOffset time, int mode, params (string Path, string Content)[] files) => Of(time, mode, files, []);

    /// <summary>Files, and symbolic links beside them.</summary>
    public static Task<SourceTree> Linked((string Path, string Content)[] files, params (string Path, string Target)[] links) => Of(DateTimeOffset.UnixEpoch, 0x1A4, files, links);

    private static async Task<SourceTree> Of(DateTimeOffset time, int mode, (string Path, string Content)[] files, (string Path, string Target)[] links)
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, target) in links) await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target }, TestContext.Current.CancellationToken);
            var folders = new HashSet<string>();
            foreach (var (path, content) in files)
            {
                for (int slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
                {
                    if (folders.Add(path[..slash])) await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, path[..slash] + "/") { Mode = (UnixFileMode)0x1ED }, TestContext.Current.CancellationToken);
                }

                var entry = new PaxTarEntry(TarEntryType.RegularFile, path) { Mode = (UnixFileMode)mode, ModificationTime = time, DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) };
                await tar.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
            }
        }

        archive.Position = 0;
        return await SourceTree.ReadAsync(archive, Path.GetTempPath(), TestContext.Current.CancellationToken);
    }
}
