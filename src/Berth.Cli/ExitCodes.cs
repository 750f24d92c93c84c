namespace Berth.Cli;

/// <summary>What the program ends with; the numbers are the docker command line's.</summary>
internal static class ExitCodes
{
    /// <summary>All done.</summary>
    public const int Success = 0;

    /// <summary>The act failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong, or a container could not be made (<c>run</c>, <c>create</c>).</summary>
    public const int Usage = 125;

    /// <summary>The container's command is there but can't be run.</summary>
    public const int NotExecutable = 126;

    /// <summary>The container's command isn't there.</summary>
    public const int NotFound = 127;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;

    /// <summary>What a shell reports for a process that a signal ended.</summary>
    public static int Signal(int number) => 128 + number;
}
