using Berth.Docker;

namespace Berth.Build;

/// <summary>A stage's messages: at once while it is the earliest that is not done, kept until then otherwise, so that stages that run side by side don't mix.</summary>
internal sealed class StageOutput(IProgress<ProgressMessage> progress, StageOutput? before)
{
    private readonly Lock _gate = new();
    private readonly List<ProgressMessage> _kept = [];
    private StageOutput? _after;
    private bool _isFirst = before is null;
    private bool _isDone;

    /// <summary>Joins the chain; call once after making it.</summary>
    public void Chain()
    {
        if (before is null) return;
        bool pass;
        lock (before._gate)
        {
            before._after = this;
            pass = before is { _isDone: true, _isFirst: true };
        }

        if (pass) BeFirst();
    }

    /// <summary>A text as it stands.</summary>
    public void Write(string text) => Report(new ProgressMessage { Stream = text });

    /// <summary>A message.</summary>
    public void Report(ProgressMessage message)
    {
        lock (_gate)
        {
            if (_isFirst) progress.Report(message);
            else _kept.Add(message);
        }
    }

    /// <summary>The stage says no more.</summary>
    public void Done()
    {
        StageOutput? next;
        lock (_gate)
        {
            _isDone = true;
            next = _isFirst ? _after : null;
        }

        next?.BeFirst();
    }

    private void BeFirst()
    {
        StageOutput? next;
        lock (_gate)
        {
            _isFirst = true;
            foreach (var message in _kept) progress.Report(message);
            _kept.Clear();
            next = _isDone ? _after : null;
        }

        next?.BeFirst();
    }
}
