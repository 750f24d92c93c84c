using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Overlay file systems (the kernel's Documentation/filesystems/overlayfs.rst), detached.</summary>
public static class OverlayMount
{
    private const int LongestValue = 255;   // of a string that fsconfig(2) takes

    /// <summary>Mounts an overlay. Before Linux 6.7 all layers have to stand in one short string: then they go by short links, which are gone again when this returns.</summary>
    /// <param name="lowerFolders">The read-only layers, uppermost first.</param>
    /// <param name="upperFolder">The writable layer; empty for a read-only overlay.</param>
    /// <param name="workFolder">An empty folder of the same file system as the upper one.</param>
    /// <param name="linkFolder">Where the short links may be made for a moment: a folder that exists.</param>
    public static SafeFileHandle Create(IReadOnlyList<string> lowerFolders, string upperFolder, string workFolder, string linkFolder = "/tmp")
    {
        try
        {
            return ByParts(lowerFolders, upperFolder, workFolder);
        }
        catch (LinuxException e) when (e.Errno == Errno.EINVAL)
        {
            return ByLinks(lowerFolders, upperFolder, workFolder, linkFolder);
        }
    }

    private static SafeFileHandle ByParts(IReadOnlyList<string> lowerFolders, string upperFolder, string workFolder)
    {
        var opened = new List<SafeFileHandle>();
        try
        {
            var options = new List<KeyValuePair<string, string?>>();
            foreach (string lower in lowerFolders)
            {
                options.Add(new("lowerdir+", Short(lower, opened)));
            }
            AddUpper(options, Short(upperFolder, opened), Short(workFolder, opened));
            return MountCalls.CreateFileSystem("overlay", options);
        }
        finally
        {
            opened.ForEach(f => f.Dispose());
        }
    }

    // A path that is too long goes by its descriptor.
    private static string Short(string path, List<SafeFileHandle> opened)
    {
        if (PathText.MaxBytes(path) <= LongestValue)
        {
            return path;
        }
        SafeFileHandle folder = FileCalls.Open(path, OpenFlags.PathOnly | OpenFlags.Directory);
        opened.Add(folder);
        return FileCalls.DescriptorPath(folder);
    }

    private static SafeFileHandle ByLinks(IReadOnlyList<string> lowerFolders, string upperFolder, string workFolder, string linkFolder)
    {
        string links = string.Create(CultureInfo.InvariantCulture, $"{linkFolder}/.berth-overlay-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        FileCalls.RemoveTree(FileCalls.WorkingFolder, links);
        FileCalls.MakeFolder(FileCalls.WorkingFolder, links, 0x1C0 /* 0700 */);
        try
        {
            using SafeFileHandle folder = FileCalls.Open(links, OpenFlags.ReadOnly | OpenFlags.Directory);
            var names = new List<string>();
            foreach (string lower in lowerFolders)
            {
                names.Add(names.Count.ToString(CultureInfo.InvariantCulture));
                FileCalls.MakeSymlink(Path.GetFullPath(lower), folder, names[^1]);
            }
            var options = new List<KeyValuePair<string, string?>>();
            if (upperFolder.Length > 0)
            {
                FileCalls.MakeSymlink(Path.GetFullPath(upperFolder), folder, "u");
                FileCalls.MakeSymlink(Path.GetFullPath(workFolder), folder, "w");
            }
            options.Add(new("lowerdir", string.Join(':', names)));
            AddUpper(options, upperFolder.Length > 0 ? "u" : "", "w");
            return InFolder(folder, () => MountCalls.CreateFileSystem("overlay", options));
        }
        finally
        {
            FileCalls.RemoveTree(FileCalls.WorkingFolder, links);
        }
    }

    // Names of one character stay within the limit for some 80 layers; they are relative to a thread's working folder, which is its own.
    private static SafeFileHandle InFolder(SafeFileHandle folder, Func<SafeFileHandle> create)
    {
        SafeFileHandle? mount = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                CurrentProcess.Unshare(Namespaces.FileSystemContext);
                CurrentProcess.ChangeFolder(folder);
                mount = create();
            }
            catch (LinuxException e)
            {
                failure = e;
            }
        }, 256 * 1024);
        thread.Start();
        thread.Join();
        return mount ?? throw failure!;
    }

    private static void AddUpper(List<KeyValuePair<string, string?>> options, string upper, string work)
    {
        if (upper.Length > 0)
        {
            options.Add(new("upperdir", upper));
            options.Add(new("workdir", work));
        }
    }
}
