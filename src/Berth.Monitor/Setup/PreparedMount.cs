using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>A mount that is ready, detached, with its attributes and propagation, and where it goes.</summary>
/// <param name="Tree">The detached mount.</param>
/// <param name="Target">The path in the container; its links are resolved there.</param>
internal sealed record PreparedMount(SafeFileHandle Tree, string Target);
