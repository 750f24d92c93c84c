namespace Berth.Supervision;

/// <summary>Why a monitor could not do what it was asked.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Step">The step of the start sequence that failed (docs/container-start.md), or empty.</param>
/// <param name="Errno">The kernel's error number, or 0.</param>
/// <param name="Text">The sentence to show, with Docker's words where Docker has any: <c>exec: "foo": executable file not found in $PATH</c>.</param>
public sealed record MonitorError(MonitorErrorKind Kind, string Step, int Errno, string Text)
{
    /// <inheritdoc/>
    // Short on purpose, as MonitorRecord's.
    public override string ToString() => Text;

    /// <inheritdoc/>
    // By identity: nobody compares these, and the synthesized comparison is as large as the text.
    public bool Equals(MonitorError? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
