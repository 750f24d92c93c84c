namespace Berth.Compose;

/// <summary>What a string must look like.</summary>
/// <param name="Matches">The test.</param>
/// <param name="Description">What to write, in words.</param>
internal sealed record TextRule(Func<string, bool> Matches, string Description);
