namespace Berth.Build;

/// <summary>The times of a HEALTHCHECK, nanoseconds; 0 is the default.</summary>
/// <param name="Interval">Between checks.</param>
/// <param name="Timeout">How long one may take.</param>
/// <param name="StartPeriod">How long failures don't count after the start.</param>
/// <param name="StartInterval">Between checks in that period.</param>
internal readonly record struct HealthcheckTimes(long Interval, long Timeout, long StartPeriod, long StartInterval);
