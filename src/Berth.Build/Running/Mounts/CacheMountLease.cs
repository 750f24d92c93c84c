namespace Berth.Build;

/// <summary>A cache that a step uses; disposing gives it back.</summary>
/// <param name="path">Its folder.</param>
/// <param name="release">Gives it back.</param>
internal sealed class CacheMountLease(string path, Action release) : IDisposable
{
    private bool _given;

    /// <summary>The folder that the step sees.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_given) return;
        _given = true;
        release();
    }
}
