namespace Berth.Build;

/// <summary>A command in one of its two forms.</summary>
/// <param name="Words">The exec form's words, or the one text of the shell form.</param>
/// <param name="IsShell">It is a text for the shell.</param>
internal sealed record CommandForm(IReadOnlyList<string> Words, bool IsShell);
