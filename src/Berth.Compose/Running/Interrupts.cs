namespace Berth.Compose;

/// <summary>The user's wish to end: the first stops containers gracefully, the second kills them.</summary>
/// <param name="First">Cancelled with the first signal.</param>
/// <param name="Second">Cancelled with the second.</param>
public sealed record Interrupts(CancellationToken First, CancellationToken Second);
