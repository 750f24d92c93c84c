using Microsoft.Win32.SafeHandles;

namespace Berth.Linux;

/// <summary>Finds out, by one try, whether overlays can be put on a folder's file system. They can't where it is an overlay itself, or on some network file systems.</summary>
public static class OverlayProbe
{
    /// <summary>Whether overlays work there.</summary>
    public static bool Supports(string folder) => WhyNot(folder) is null;

    /// <summary>Null where overlays work; else the reason, as a sentence for people.</summary>
    public static string? WhyNot(string folder)
    {
        string name = $".overlay-probe-{Environment.ProcessId}-{CurrentProcess.ThreadId}";
        using RootedFolder root = RootedFolder.Open(folder);
        try
        {
            root.RemoveTree(name);
            foreach (string part in (ReadOnlySpan<string>)["", "/lower", "/upper", "/work"])
            {
                root.MakeFolder(name + part);
            }
            root.MakeNode($"{name}/lower/file", FileKind.Regular, 0x180);
            string at = $"{folder}/{name}";
            using SafeFileHandle mount = OverlayMount.Create(Mount.Overlay([$"{at}/lower"], $"{at}/upper", $"{at}/work"));
            FileCalls.Remove(mount, "file");   // needs a whiteout, and so device nodes and a rename that leaves one
            return FileCalls.StatIfExists(mount, "file") is null ? null : $"an overlay on {folder} does not hide what was removed";
        }
        catch (LinuxException e)
        {
            string where = FileCalls.StatFileSystem(folder).Type == FileSystemStat.Overlay ? $"{folder} lies on an overlay itself" : $"the kernel refuses an overlay on {folder}";
            return $"{where}: {e.Message}";
        }
        finally
        {
            root.RemoveTree(name);
        }
    }
}
