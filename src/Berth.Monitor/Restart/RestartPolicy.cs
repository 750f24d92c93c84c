using Berth.Supervision;

namespace Berth.Monitor;

/// <summary>
/// Decides whether a container is started again, and after how long: Docker's rules. The delay is 100 ms, doubled with each start up to a minute, and
/// begins anew after a run of 10 seconds.
/// </summary>
internal sealed class RestartPolicy(RestartRequest request)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private TimeSpan _delay;

    /// <summary>The policy; a new one keeps count and delay.</summary>
    public RestartRequest Request { get; set; } = request;

    /// <summary>How often the container was started again.</summary>
    public int Count { get; private set; }

    /// <summary>What to do after an exit.</summary>
    /// <param name="exitCode">The first process's exit code.</param>
    /// <param name="manual">Somebody stopped it.</param>
    /// <param name="ran">How long it ran.</param>
    /// <returns>The time to wait before the next start, or null to leave it.</returns>
    public TimeSpan? Next(int exitCode, bool manual, TimeSpan ran)
    {
        if (manual || !Wants(exitCode))
        {
            return null;
        }
        if (ran >= Settled)
        {
            _delay = TimeSpan.Zero;
        }
        _delay = _delay == TimeSpan.Zero ? First : _delay * 2 < Longest ? _delay * 2 : Longest;
        Count++;
        return _delay;
    }

    private bool Wants(int exitCode) => Request.Policy switch
    {
        "always" or "unless-stopped" => true,
        "on-failure" => exitCode != 0 && (Request.MaximumRetries <= 0 || Count < Request.MaximumRetries),
        _ => false,
    };
}
