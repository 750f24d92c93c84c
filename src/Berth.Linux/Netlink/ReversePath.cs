namespace Berth.Linux;

/// <summary>The routing rules by which marked packets that come in by the loop pass a strict reverse path check.</summary>
/// <param name="Mark">The mark's one bit.</param>
/// <param name="Table">The number of the routing table.</param>
/// <param name="Priority">The first rule's priority; the second has the next.</param>
/// <param name="Back">The name of the loop's end at which they come in.</param>
public sealed record ReversePath(uint Mark, int Table, int Priority, string Back);
