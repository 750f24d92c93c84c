using Berth.Docker;

namespace Berth.Cli;

/// <summary>Errors as the docker command line words them.</summary>
internal static class ErrorText
{
    /// <summary>An error of the engine, or of the way to it.</summary>
    public static string Of(DockerException error) =>
        error.Kind == DockerErrorKind.Unreachable ? error.Message : "Error response from daemon: " + error.Message;
}
