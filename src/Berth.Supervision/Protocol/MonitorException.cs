namespace Berth.Supervision;

/// <summary>A monitor refused or failed a request, or is gone.</summary>
public sealed class MonitorException(MonitorError error) : Exception(error.Text)
{
    /// <summary>What the monitor said.</summary>
    public MonitorError Error => error;

    /// <summary>An error without a step.</summary>
    public static MonitorException Of(MonitorErrorKind kind, string text) => new(new MonitorError(kind, "", 0, text));
}
