using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Steps that put the child into its cgroups and namespaces.</summary>
internal static class NamespaceSteps
{
    public static void JoinCgroups(SyscallProgram program, SetupContext context) => context.Resources.Cgroups.AddTo(program);

    public static void EnterCgroupNamespace(SyscallProgram program, SetupContext context)
    {
        if (SetupContext.IsNew(context.Request.Namespaces.Cgroup))
        {
            program.Unshare(Namespaces.Cgroup);
        }
    }

    public static void Join(SyscallProgram program, SetupContext context)
    {
        if (context.Resources.Network is { } network)
        {
            program.EnterNamespaces(network, Namespaces.Network);
        }
        foreach ((var file, Namespaces kind) in context.Joined)
        {
            if (kind != Namespaces.Pid)   // the child is born into that one
            {
                program.EnterNamespaces(file, kind);
            }
        }
    }

    public static void NewKeyring(SyscallProgram program, SetupContext context) =>
        program.NewKeyring($"_ses.{context.Request.Id}").Ignoring(Errno.ENOSYS, Errno.EPERM, Errno.EDQUOT);

    public static void SetHostName(SyscallProgram program, SetupContext context)
    {
        if (!SetupContext.IsNew(context.Request.Namespaces.Uts))
        {
            return;
        }
        if (context.Request.Namespaces.HostName.Length > 0)
        {
            program.SetHostName(context.Request.Namespaces.HostName);
        }
        if (context.Request.Namespaces.DomainName.Length > 0)
        {
            program.SetDomainName(context.Request.Namespaces.DomainName);
        }
    }

    public static void SetSysctls(SyscallProgram program, SetupContext context)
    {
        foreach (string setting in context.Isolation.Sysctls)
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                throw SetupException.Other("kernel settings", Errno.EINVAL, $"the kernel setting \"{setting}\" has no value");
            }
            string name = setting[..equals];
            // A name has dots, and slashes where a part has a dot in it itself.
            string path = name.Contains('/', StringComparison.Ordinal) ? name : name.Replace('.', '/');
            program.WriteFile("/proc/sys/" + path, setting[(equals + 1)..]);
        }
    }
}
