using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Is called by the loop when a descriptor that it watches is ready.</summary>
internal interface IReady
{
    /// <summary>The descriptor is ready. Must not block.</summary>
    void Ready(EpollEvents events);
}
