namespace Berth.Build;

/// <summary>A Dockerfile that is wrong, or a build that can't go on, with the line.</summary>
/// <param name="line">The line in the Dockerfile, from 1; 0 where there is none.</param>
/// <param name="message">What is wrong, one line.</param>
internal sealed class DockerfileException(int line, string message) : Exception(message)
{
    /// <summary>The line in the Dockerfile, from 1; 0 where there is none.</summary>
    public int Line { get; } = line;

    /// <summary>The exit status of the command that failed; 0 where it was none.</summary>
    public int Code { get; init; }
}
