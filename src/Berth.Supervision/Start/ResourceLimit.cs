namespace Berth.Supervision;

/// <summary>A limit of setrlimit(2).</summary>
/// <param name="Name">Docker's name: <c>nofile</c>, <c>nproc</c>, <c>core</c> ….</param>
/// <param name="Soft">The soft limit; -1 is none.</param>
/// <param name="Hard">The hard limit; -1 is none. Where the machine's root may not raise it, the caller's stays and a warning is reported.</param>
public sealed record ResourceLimit(string Name, long Soft, long Hard);
