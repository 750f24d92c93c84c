using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Opens the namespaces of others that the container shares.</summary>
internal static class NamespacePreparation
{
    public static void Run(SetupContext context)
    {
        Join(context, context.Request.Namespaces.Ipc, Namespaces.Ipc);
        Join(context, context.Request.Namespaces.Uts, Namespaces.Uts);
        Join(context, context.Request.Namespaces.Cgroup, Namespaces.Cgroup);
        Join(context, context.Request.Namespaces.Pid, Namespaces.Pid);
    }

    private static void Join(SetupContext context, string name, Namespaces kind)
    {
        if (name == "host" || SetupContext.IsNew(name))
        {
            return;
        }
        try
        {
            context.Joined.Add((context.Own(FileCalls.Open(name, OpenFlags.ReadOnly)), kind));
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.ESRCH)
        {
            throw SetupException.Other("namespaces", e.Errno, $"the container whose namespace is to be joined ({name}) is not running");
        }
    }
}
