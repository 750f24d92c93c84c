namespace Berth.Compose;

/// <summary>A container whose output is shown.</summary>
/// <param name="Service">Its service.</param>
/// <param name="Container">Its whole name.</param>
/// <param name="Label">What stands before its lines: the name without the project's (<c>web-1</c>).</param>
public sealed record LogSource(string Service, string Container, string Label);
