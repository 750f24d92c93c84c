using Berth.Linux;

namespace Berth.Monitor;

/// <summary>One step of the start sequence that the child runs: adds its calls to the program.</summary>
/// <param name="Name">What docs/container-start.md calls it.</param>
/// <param name="Rule">Why it is done, and why here.</param>
/// <param name="Add">Adds the calls that this container needs; none where it needs none.</param>
internal sealed record SetupStep(string Name, string Rule, Action<SyscallProgram, SetupContext> Add);
