namespace Berth.Monitor;

/// <summary>One act of the start sequence that the monitor does before the child is born.</summary>
/// <param name="Name">What docs/container-start.md calls it.</param>
/// <param name="Rule">Why it is done, and why here.</param>
/// <param name="Run">Does it.</param>
internal sealed record Preparation(string Name, string Rule, Action<SetupContext> Run);
