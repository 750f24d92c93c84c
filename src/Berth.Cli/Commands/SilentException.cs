namespace Berth.Cli;

/// <summary>A command ends with an exit code; what there is to say has been said.</summary>
internal sealed class SilentException(int exitCode) : Exception
{
    /// <summary>What to end with.</summary>
    public int ExitCode { get; } = exitCode;
}
