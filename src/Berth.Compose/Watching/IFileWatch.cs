namespace Berth.Compose;

/// <summary>Hears of changes to files.</summary>
public interface IFileWatch : IDisposable
{
    /// <summary>Begins to watch a file, or a folder with all below it. It need not be there yet.</summary>
    /// <param name="path">Absolute.</param>
    /// <exception cref="IOException">It can't be watched; the message says why.</exception>
    void Add(string path);

    /// <summary>Waits for changes: files that were made, written, renamed or removed, each once, when it has been quiet for a moment.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Absolute paths.</returns>
    Task<IReadOnlyList<string>> NextAsync(CancellationToken cancel);
}
