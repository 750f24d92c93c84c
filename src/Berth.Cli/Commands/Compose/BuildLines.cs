using Berth.Compose;

namespace Berth.Cli;

/// <summary>Tells, of a project's steps, what builds print and what fails.</summary>
internal sealed class BuildLines(Action<string> log) : IProgress<PlanProgress>
{
    /// <inheritdoc/>
    public void Report(PlanProgress value)
    {
        if (value.Kind != PlanProgressKind.Output)
            return;
        foreach (var line in value.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            log(line);
    }
}
