using System.Formats.Tar;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>A file or folder of this machine as a tar archive that is made while it is read.</summary>
internal static class LocalArchive
{
    /// <summary>Opens the archive.</summary>
    /// <param name="path">What is archived; with <c>/.</c> at its end a folder's content.</param>
    /// <param name="name">What its first part is called in the archive.</param>
    /// <param name="followLink">Whether a link at the path is followed; links below never are.</param>
    /// <param name="failure">Tells what went wrong meanwhile, once the archive was read.</param>
    public static Stream Open(string path, string name, bool followLink, out Func<Exception?> failure)
    {
        var (reader, writer) = FileCalls.Pipe();
        Exception? error = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var stream = new FileStream(writer, FileAccess.Write, 1);
                using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
                Add(tar, followLink && File.ResolveLinkTarget(Path.GetFullPath(path).TrimEnd('/'), returnFinalTarget: true) is { } target ? target.FullName : path, name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                error = e;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        failure = () =>
        {
            thread.Join();
            return error;
        };
        return new FileStream(reader, FileAccess.Read, 1);
    }

    private static void Add(TarWriter tar, string path, string name)
    {
        if (path.EndsWith("/.", StringComparison.Ordinal))
            path = path[..^2];
        path = path.Length > 1 ? path.TrimEnd('/') : path;
        if (path.Length == 0)
            path = "/";
        if (IsSocket(path))
            return;
        tar.WriteEntry(path, name);
        if (new FileInfo(path).LinkTarget is not null || !Directory.Exists(path))
            return;
        var entries = Directory.GetFileSystemEntries(path);
        Array.Sort(entries, StringComparer.Ordinal);
        foreach (var entry in entries)
            Add(tar, entry, $"{name.TrimEnd('/')}/{Path.GetFileName(entry)}");
    }

    private static bool IsSocket(string path) => FileCalls.Stat(FileCalls.WorkingFolder, path).Kind == FileKind.Socket;
}
