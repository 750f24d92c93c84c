using System.Runtime.InteropServices;

namespace Berth.Monitor;

/// <summary>A handle's descriptor number, for calls on numbers by the one thread that also closes it.</summary>
internal static class HandleNumber
{
    public static int Number(this SafeHandle handle) => (int)handle.DangerousGetHandle();
}
