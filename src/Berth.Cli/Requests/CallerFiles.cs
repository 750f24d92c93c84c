namespace Berth.Cli;

/// <summary>The files and environment of this process.</summary>
internal sealed class CallerFiles : ICallerFiles
{
    /// <inheritdoc/>
    public string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"open {path}: {Reason(e)}") { ShowUsage = false };
        }
    }

    /// <inheritdoc/>
    public string Absolute(string path) => Path.GetFullPath(path).TrimEnd('/') is { Length: > 0 } full ? full : "/";

    /// <inheritdoc/>
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>The reason of a failed file access in the kernel's words.</summary>
    public static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file or directory",
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "file name too long",
        _ => "input/output error",
    };
}
