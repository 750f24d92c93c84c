using Berth.Linux;

namespace Berth.Monitor;

/// <summary>One step of the start sequence that the child runs: adds its calls to the program.</summary>
internal sealed class SetupStep(string name, string rule, Action<SyscallProgram, SetupContext> add)
{
    /// <summary>What docs/container-start.md calls it.</summary>
    public string Name => name;

    /// <summary>Why it is done, and why here.</summary>
    public string Rule => rule;

    /// <summary>Adds the calls that a container needs; none where it needs none.</summary>
    public void Add(SyscallProgram program, SetupContext context) => add(program, context);
}
