using Berth.Linux;

namespace Berth.Images.Tests;

/// <summary>A folder of a test's own, gone with everything in it at the end.</summary>
internal sealed class TempFolder : IDisposable
{
    // Memory where it can hold all that a disk can: stores bring what they hold to the disk, and tests of others keep disks busy.
    private static readonly string Base = IsAsGoodAsADisk("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();

    public TempFolder()
    {
        Path = System.IO.Path.Combine(Base, "berth-images-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public static bool IsRoot => Environment.UserName == "root";

    public string this[string name] => System.IO.Path.Combine(Path, name);

    private static bool IsAsGoodAsADisk(string folder)
    {
        string probe = $"{folder}/berth-images-{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(probe, "");
            FileCalls.SetAttribute(FileCalls.WorkingFolder, probe, "user.probe", "x"u8);
            return FileCalls.StatFileSystem(folder).FreeBytes > 500_000_000;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            File.Delete(probe);
        }
    }

    public void Dispose() => FileCalls.RemoveTree(FileCalls.WorkingFolder, Path);
}
