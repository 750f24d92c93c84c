using Berth.Linux;

namespace Berth.Engine;

/// <summary>Who is told by a <see cref="Reactor"/>, on its thread: it must not block.</summary>
internal interface IReactive
{
    /// <summary>The descriptor has become ready.</summary>
    void Ready(EpollEvents events);
}
