namespace Berth.Build;

/// <summary>A <c>--mount</c> of RUN as it is written: its variables are replaced when the step's turn comes.</summary>
/// <param name="Text">All of its options.</param>
/// <param name="From">The stage or image that it takes files from, in which there are no variables; null: none.</param>
internal sealed record MountFlag(string Text, string? From);
