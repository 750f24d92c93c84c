using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Makes the root read-only where that was asked for; the mounts in it keep their own.</summary>
internal static class ReadOnlyRootPreparation
{
    public static void Run(SetupContext context)
    {
        if (context.Request.Root.ReadOnly)
        {
            MountCalls.SetAttributes(context.Root.Handle, "", MountAttributes.ReadOnly, recursive: false);
        }
    }
}
