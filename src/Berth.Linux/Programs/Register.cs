namespace Berth.Linux;

/// <summary>A place that holds a step's result (a descriptor, mostly) for later steps of the same <see cref="SyscallProgram"/>.
/// A step that takes a register without a value, because the step that was to fill it had an ignored error, is passed over.</summary>
public readonly struct Register
{
    internal Register(int index) => Index = index;

    internal int Index { get; }
}
