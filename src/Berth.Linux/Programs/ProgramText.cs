using System.Diagnostics.CodeAnalysis;

namespace Berth.Linux;

/// <summary>Whether programs keep what it takes to print them. An executable that never prints one does without (its project sets <c>Berth.Linux.PrintablePrograms</c> to false, trimmed):
/// the names of calls and flags would be a part of its memory, and each step would make texts that nobody reads. Errors name their steps in any case.</summary>
internal static class ProgramText
{
    [FeatureSwitchDefinition("Berth.Linux.PrintablePrograms")]
    public static bool IsKept => !AppContext.TryGetSwitch("Berth.Linux.PrintablePrograms", out bool kept) || kept;
}
