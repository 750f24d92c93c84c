using System.Runtime.InteropServices;
using Berth.Supervision;

namespace Berth.Monitor;

/// <summary>A request that waits for its reply.</summary>
internal readonly record struct PendingReply(Connection Connection, long Number)
{
    /// <summary>It was done.</summary>
    public void Done() => Connection.Send(new MonitorReply { Number = Number });

    /// <summary>It was done; this is the answer, with descriptors that are sent along.</summary>
    public void Done(MonitorReply reply, params ReadOnlySpan<SafeHandle> files) => Connection.Send(reply with { Number = Number }, files);

    /// <summary>It failed.</summary>
    public void Failed(MonitorError error) => Connection.Send(new MonitorReply { Number = Number, Error = error });

    /// <summary>It can't be done in this state.</summary>
    public void Refused(string text) => Failed(new MonitorError(MonitorErrorKind.State, "", 0, text));
}
