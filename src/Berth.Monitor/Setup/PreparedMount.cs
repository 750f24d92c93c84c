using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>A mount that is ready, detached, with its attributes and propagation, and where it goes.</summary>
internal sealed class PreparedMount(SafeFileHandle tree, string target)
{
    /// <summary>The detached mount.</summary>
    public SafeFileHandle Tree => tree;

    /// <summary>The path in the container; its links are resolved there.</summary>
    public string Target => target;
}
