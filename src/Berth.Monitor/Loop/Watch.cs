using System.Runtime.InteropServices;

namespace Berth.Monitor;

/// <summary>One descriptor that the loop watches.</summary>
internal sealed class Watch(SafeHandle file, IReady target, int slot, int generation)
{
    public SafeHandle File => file;

    public IReady Target => target;

    public int Slot => slot;

    /// <summary>Tells an event of this watch from one of an earlier watch in the same slot, gathered before that one ended.</summary>
    public int Generation => generation;
}
