using System.Diagnostics;

namespace Berth.EndToEnd;

/// <summary>Waits for what comes about in its own time, by looking again.</summary>
internal static class Wait
{
    /// <summary>Returns once the condition holds; the test fails if it doesn't in time.</summary>
    /// <param name="condition">Looked at every 20 ms.</param>
    /// <param name="what">What is waited for, for the failure's text.</param>
    /// <param name="seconds">How long at most.</param>
    public static void Until(Func<bool> condition, string what, int seconds = 20)
    {
        for (var waited = Stopwatch.StartNew(); !condition(); Thread.Sleep(20)) Assert.True(waited.Elapsed < TimeSpan.FromSeconds(seconds), "waited in vain for " + what);
    }
}
