namespace Berth.Engine;

/// <summary>Tells a reader that follows a log when to look again.</summary>
internal interface ILogWatch : IDisposable
{
    /// <summary>The container has ended: what is in the file now is all.</summary>
    bool HasEnded { get; }

    /// <summary>Waits until the file may have changed or the container has ended, since the last wait.</summary>
    ValueTask WaitAsync(CancellationToken cancel);
}
