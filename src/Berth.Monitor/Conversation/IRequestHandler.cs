using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Does what engines ask.</summary>
internal interface IRequestHandler
{
    /// <summary>Handles one request and replies to it, now or later.</summary>
    /// <param name="pending">Where the reply goes.</param>
    /// <param name="request">The request.</param>
    /// <param name="files">Descriptors that came with it; the handler takes from the list those that it keeps, the caller closes the others.</param>
    void Handle(PendingReply pending, MonitorRequest request, List<SafeFileHandle> files);
}
