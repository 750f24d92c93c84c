namespace Berth.Compose;

/// <summary>One step of loading: a phase with its name, and when it runs.</summary>
/// <param name="Name">As the documentation names it.</param>
/// <param name="Apply">What it does.</param>
internal sealed record LoadStep<T>(string Name, Action<T> Apply)
{
    /// <summary>What a command leaves it out by; none: it always runs.</summary>
    public LoadPhase Phase { get; init; }

    /// <summary>Whether it is left out for files that are only extended, which are neither checked nor followed.</summary>
    public bool NotForBases { get; init; }

    /// <summary>
    /// Runs steps in their order, those after an error too: what is wrong was taken out of the tree. Those of <paramref name="always"/> can't be left out
    /// here.
    /// </summary>
    public static void Run(ReadOnlySpan<LoadStep<T>> steps, T load, LoadContext context, bool isBase = false, LoadPhase always = LoadPhase.None)
    {
        foreach (LoadStep<T> step in steps)
        {
            bool wanted = (step.Phase == LoadPhase.None || (step.Phase & always) != 0 || context.Runs(step.Phase)) && !(isBase && step.NotForBases);
            if (wanted)
            {
                context.Diagnostics.BeginStep();
                step.Apply(load);
            }
        }
    }
}
