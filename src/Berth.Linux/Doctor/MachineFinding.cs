namespace Berth.Linux;

/// <summary>What a check of the machine found, in sentences for its user.</summary>
/// <param name="Subject">What was looked at: <c>cgroups</c>.</param>
/// <param name="State">How much of it is there.</param>
/// <param name="Text">What was found.</param>
/// <param name="Fix">What puts it right, or null.</param>
/// <param name="Anyway">What works all the same, or null.</param>
public sealed record MachineFinding(string Subject, MachineCheckState State, string Text, string? Fix = null, string? Anyway = null)
{
    /// <summary>What was found and what puts it right, in one line.</summary>
    public string ToSentence() => Fix is null ? $"{Subject}: {Text}" : $"{Subject}: {Text}; {Fix}";

    internal static MachineFinding Good(string subject, string text) => new(subject, MachineCheckState.Good, text);
}
