namespace Berth.Linux.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        Path = Directory.CreateTempSubdirectory("berth-linux-").FullName;
        Folder = RootedFolder.Open(Path);
    }

    public string Path { get; }

    public RootedFolder Folder { get; }

    public string At(string name) => $"{Path}/{name.TrimStart('/')}";

    public void Dispose()
    {
        Folder.Dispose();
        FileCalls.RemoveTree(FileCalls.WorkingFolder, Path);
    }
}
