namespace Berth.Images;

/// <summary>
/// Hands steps on to those who follow an operation, one call at a time. Bytes of a transfer are told at most ten times a second a step; the
/// first and the last always are. Whoever joins later first hears how things stand.
/// </summary>
internal sealed class ProgressFan(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly List<IProgress<ImageProgress>> followers = [];
    private readonly Dictionary<string, (ImageProgress Step, long Told)> last = new(StringComparer.Ordinal);

    /// <summary>Adds a follower.</summary>
    public void Add(IProgress<ImageProgress>? follower)
    {
        if (follower is null)
        {
            return;
        }

        lock (gate)
        {
            followers.Add(follower);
            foreach ((ImageProgress step, _) in last.Values)
            {
                follower.Report(step);
            }
        }
    }

    /// <summary>Takes a follower away.</summary>
    public void Remove(IProgress<ImageProgress>? follower)
    {
        lock (gate)
        {
            followers.Remove(follower!);
        }
    }

    /// <summary>Tells of a step.</summary>
    public void Report(string id, string status, long current = 0, long total = 0)
    {
        lock (gate)
        {
            long now = time.GetTimestamp();
            if (last.TryGetValue(id, out (ImageProgress Step, long Told) before) && before.Step.Status == status && current < total
                && time.GetElapsedTime(before.Told, now) < Pause)
            {
                return;
            }

            var step = new ImageProgress(id, status, current, total);
            if (id.Length > 0)
            {
                last[id] = (step, now);
            }

            foreach (IProgress<ImageProgress> follower in followers)
            {
                follower.Report(step);
            }
        }
    }
}
