namespace Berth.Cli;

/// <summary>What options refer to on the caller's side: files, the working folder, the environment.</summary>
internal interface ICallerFiles
{
    /// <summary>Reads a text file. The errors are worded as Go does: <c>open NAME: no such file or directory</c>.</summary>
    /// <exception cref="UsageException">It can't be read.</exception>
    string Read(string path);

    /// <summary>The path from the root, without <c>.</c> and <c>..</c>.</summary>
    string Absolute(string path);

    /// <summary>A variable of the caller's environment, or null.</summary>
    string? Variable(string name);
}
