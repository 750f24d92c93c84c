using Berth.Docker;
using Berth.Images;

namespace Berth.Build;

/// <summary>A Dockerfile that is wrong, or a build that can't go on, with the line.</summary>
/// <param name="line">The line in the Dockerfile, from 1; 0 where there is none.</param>
/// <param name="message">What is wrong, one line.</param>
internal sealed class DockerfileException(int line, string message) : Exception(message)
{
    /// <summary>The line in the Dockerfile, from 1; 0 where there is none.</summary>
    public int Line { get; } = line;

    /// <summary>A failure of the engine or the network, at the instruction that met it.</summary>
    public static DockerfileException At(SyntaxNode instruction, Exception failure) => new(
        instruction.Line, failure is HttpRequestException ? $"{instruction.Keyword} failed: {failure.Message}" : failure.Message)
    {
        Kind = failure switch
        {
            DockerException docker => docker.Kind,
            ImageException { Kind: ImageErrorKind.NotFound } => DockerErrorKind.NotFound,
            _ => DockerErrorKind.System,
        },
    };

    /// <summary>What sort of failure it is.</summary>
    public DockerErrorKind Kind { get; init; } = DockerErrorKind.InvalidParameter;

    /// <summary>The exit status of the command that failed; 0 where it was none.</summary>
    public int Code { get; init; }
}
