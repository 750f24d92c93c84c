using Berth.Docker;

namespace Berth.Cli;

/// <summary>Shows nothing.</summary>
internal sealed class NoDisplay : IProgress<ProgressMessage>
{
    /// <summary>The one of its kind.</summary>
    public static NoDisplay Instance { get; } = new();

    /// <inheritdoc/>
    public void Report(ProgressMessage value)
    {
    }
}
