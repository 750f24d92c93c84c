namespace Berth.Cli;

/// <summary>The file of <c>--cidfile</c>: made before the container, so that an id that can't be written is known in time.</summary>
internal sealed class CidFile
{
    private readonly string _path;

    private CidFile(string path) => _path = path;

    /// <summary>Checks that the file isn't there and can be made; null for no file.</summary>
    /// <exception cref="UsageException">It is there, or can't be made.</exception>
    public static CidFile? Prepare(string path)
    {
        if (path.Length == 0)
            return null;
        if (File.Exists(path))
            throw new UsageException($"container ID file found, make sure the other container isn't running or delete {path}") { ShowUsage = false };
        try
        {
            new FileStream(path, FileMode.CreateNew).Dispose();
            File.Delete(path);
            return new CidFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"failed to create the container ID file: open {path}: {CallerFiles.Reason(e)}") { ShowUsage = false };
        }
    }

    /// <summary>Writes the container's id.</summary>
    public void Write(string id)
    {
        using var file = new FileStream(_path, FileMode.CreateNew);
        file.Write(System.Text.Encoding.ASCII.GetBytes(id));
    }
}
