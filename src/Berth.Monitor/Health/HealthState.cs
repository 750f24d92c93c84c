using Berth.Supervision;

namespace Berth.Monitor;

/// <summary>The state of a container's health as Docker counts it: a success makes it healthy, so many failures in a row unhealthy, and failures within the start
/// period don't count while it hasn't been healthy yet. The last five results are kept.</summary>
internal sealed class HealthState(HealthRequest request)
{
    /// <summary>How much of a check's output is kept.</summary>
    public const int OutputBytes = 4096;

    private const int KeptResults = 5;

    private List<HealthResult> _log = [];
    private string _status = "starting";
    private int _failures;
    private DateTimeOffset _startedAt;

    /// <summary>The state for the record.</summary>
    public HealthRecord Record => new(_status, _failures, _log);

    /// <summary>The container was started.</summary>
    public void Started(DateTimeOffset at)
    {
        _startedAt = at;
        _status = "starting";
        _failures = 0;
    }

    /// <summary>The container has ended: Docker calls it unhealthy.</summary>
    public void Ended() => _status = "unhealthy";

    /// <summary>How long to wait for the next check, counted from now.</summary>
    public TimeSpan Delay(DateTimeOffset now) =>
        Nanoseconds(_status == "starting" && now - _startedAt < Nanoseconds(request.StartPeriodNanoseconds) ? request.StartIntervalNanoseconds : request.IntervalNanoseconds);

    /// <summary>Takes a result; tells whether the status has changed.</summary>
    public bool Take(HealthResult result)
    {
        string before = _status;
        var log = new List<HealthResult>(_log);   // the last record has the old one
        if (log.Count >= KeptResults)
        {
            log.RemoveRange(0, log.Count + 1 - KeptResults);
        }
        log.Add(result);
        _log = log;
        if (result.ExitCode == 0)
        {
            _failures = 0;
            _status = "healthy";
        }
        else if (_status != "starting" || result.Start - _startedAt >= Nanoseconds(request.StartPeriodNanoseconds))
        {
            _failures++;
            if (_failures >= request.Retries)
            {
                _status = "unhealthy";
            }
        }
        return before != _status;
    }

    private static TimeSpan Nanoseconds(long value) => TimeSpan.FromTicks(value / 100);
}
