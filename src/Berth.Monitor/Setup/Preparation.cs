namespace Berth.Monitor;

/// <summary>One act of the start sequence that the monitor does before the child is born.</summary>
internal sealed class Preparation(string name, string rule, Action<SetupContext> run)
{
    /// <summary>What docs/container-start.md calls it.</summary>
    public string Name => name;

    /// <summary>Why it is done, and why here.</summary>
    public string Rule => rule;

    /// <summary>Does it.</summary>
    public void Run(SetupContext context) => run(context);
}
