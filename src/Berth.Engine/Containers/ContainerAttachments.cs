using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Engine;

/// <summary>Attachments of clients that came before the container was started: the next start hands them to the monitor before anything else.</summary>
internal sealed class ContainerAttachments
{
    private readonly Lock _lock = new();
    private readonly List<(MonitorRequest.Attach Request, SafeFileHandle Stream)> _waiting = [];

    /// <summary>Keeps an attachment for the next start. Its descriptor is disposed after it has been sent.</summary>
    public void Add(MonitorRequest.Attach request, SafeFileHandle stream)
    {
        lock (_lock)
        {
            _waiting.Add((request, stream));
        }
    }

    /// <summary>Takes all that wait.</summary>
    public IReadOnlyList<(MonitorRequest.Attach Request, SafeFileHandle Stream)> Take()
    {
        lock (_lock)
        {
            (MonitorRequest.Attach, SafeFileHandle)[] taken = [.. _waiting];
            _waiting.Clear();
            return taken;
        }
    }

    /// <summary>Lets all go that wait: there is nothing to attach to any more.</summary>
    public void Drop()
    {
        foreach (var (_, stream) in Take())
        {
            stream.Dispose();
        }
    }
}
