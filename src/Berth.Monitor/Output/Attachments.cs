using System.Runtime.InteropServices;
using Berth.Linux;

namespace Berth.Monitor;

/// <summary>The clients that are attached to a container's standard input and output.</summary>
internal sealed class Attachments(EventLoop loop, bool terminal)
{
    private readonly List<Attachment> _all = [];
    private int _blocked;

    /// <summary>Is told when the first client gets behind (true) and when the last has caught up.</summary>
    public Action<bool>? BlockedChanged { get; set; }

    /// <summary>Is told when the last client has gone.</summary>
    public Action? Emptied { get; set; }

    /// <summary>Where the clients' input goes.</summary>
    public InputFeed? Input { get; set; }

    /// <summary>A client is behind: no more is to be sent.</summary>
    public bool IsBlocked => _blocked > 0;

    /// <summary>Whether any client is attached.</summary>
    public bool Any => _all.Count > 0;

    /// <summary>Joins a client. Takes the stream over.</summary>
    public void Add(SafeHandle stream, bool input, bool output, bool error)
    {
        FileCalls.SetNonBlocking(stream, true);
        var attachment = new Attachment(loop, this, stream, input, output, error, raw: terminal);
        _all.Add(attachment);
        attachment.WatchInput();
    }

    /// <summary>Sends what the container wrote to all who want it.</summary>
    public void Send(OutputStream stream, ReadOnlySpan<byte> data)
    {
        for (int i = _all.Count - 1; i >= 0; i--)
        {
            _all[i].Send(stream, data);
        }
    }

    /// <summary>The container has ended: each client gets what is left, then the end.</summary>
    public void End()
    {
        for (int i = _all.Count - 1; i >= 0; i--)
        {
            _all[i].End();
        }
    }

    /// <summary>Reads the clients' input, or stops.</summary>
    public void WatchInputs()
    {
        for (int i = _all.Count - 1; i >= 0; i--)
        {
            _all[i].WatchInput();
        }
    }

    internal void Blocked(bool now)
    {
        _blocked += now ? 1 : -1;
        if (_blocked == (now ? 1 : 0))
        {
            BlockedChanged?.Invoke(now);
        }
    }

    internal void Remove(Attachment attachment)
    {
        _all.Remove(attachment);
        if (_all.Count == 0)
        {
            Emptied?.Invoke();
        }
    }
}
