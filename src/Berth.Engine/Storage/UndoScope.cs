namespace Berth.Engine;

/// <summary>
/// The steps of something that is made as a whole: unless it is committed, they are undone in reverse when it is disposed. An undo that fails is
/// told to the log and doesn't keep the others from being done.
/// </summary>
internal sealed class UndoScope(Action<string> log) : IAsyncDisposable
{
    private readonly Stack<(string Step, Func<ValueTask> Undo)> _steps = new();

    /// <summary>Adds how to undo a step that was done.</summary>
    public void Add(string step, Action undo) => _steps.Push((step, () =>
    {
        undo();
        return ValueTask.CompletedTask;
    }));

    /// <summary>Adds how to undo a step that was done.</summary>
    public void Add(string step, Func<ValueTask> undo) => _steps.Push((step, undo));

    /// <summary>It is made: nothing is undone any more.</summary>
    public void Commit() => _steps.Clear();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_steps.TryPop(out var step))
        {
            try
            {
                await step.Undo().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The failure that led here is the one to report; the others are undone all the same.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log($"could not undo \"{step.Step}\": {e.Message}");
            }
        }
    }
}
