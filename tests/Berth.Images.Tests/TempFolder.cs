using Berth.Linux;

namespace Berth.Images.Tests;

/// <summary>A folder of a test's own, gone with everything in it at the end.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "berth-images-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public static bool IsRoot => Environment.UserName == "root";

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => FileCalls.RemoveTree(FileCalls.WorkingFolder, Path);
}
