namespace Berth.Images;

/// <summary>When and how often something that failed is tried again.</summary>
internal sealed class RetryPolicy(RegistryOptions options, TimeProvider time)
{
    /// <summary>Runs an action until it succeeds, fails for good, or was tried often enough.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancel)
    {
        for (int failures = 1; ; failures++)
        {
            try
            {
                return await action(cancel).ConfigureAwait(false);
            }
            catch (RegistryException e) when (e.MayPass && failures < options.Attempts)
            {
                await PauseAsync(failures, e, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits before the next try; throws the failure where the registry asks for too long a wait.</summary>
    public async Task PauseAsync(int failures, RegistryException e, CancellationToken cancel)
    {
        if (e.RetryAfter > options.LongestPause)
        {
            throw e;
        }

        // Doubling, with up to a fifth more, so that many that failed together don't come back together.
        double factor = Math.Pow(2, Math.Min(failures - 1, 16)) * (1 + (Random.Shared.NextDouble() / 5));
        TimeSpan pause = e.RetryAfter ?? TimeSpan.FromTicks((long)Math.Min(options.FirstPause.Ticks * factor, options.LongestPause.Ticks));
        await Task.Delay(pause, time, cancel).ConfigureAwait(false);
    }
}
