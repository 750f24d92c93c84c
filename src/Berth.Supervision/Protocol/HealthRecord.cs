namespace Berth.Supervision;

/// <summary>The state of a health check.</summary>
/// <param name="Status"><c>starting</c>, <c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="FailingStreak">Failures in a row.</param>
/// <param name="Log">The last five results, oldest first.</param>
public sealed record HealthRecord(string Status, int FailingStreak, IReadOnlyList<HealthResult> Log);
