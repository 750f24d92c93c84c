using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>Starts a further process in a running container: it joins the first one's cgroups and namespaces, and is limited as that is.</summary>
internal static class ContainerExec
{
    private const Namespaces Joined = Namespaces.Mount | Namespaces.Cgroup | Namespaces.Uts | Namespaces.Ipc | Namespaces.Network;

    /// <param name="request">The container.</param>
    /// <param name="resources">Its cgroups and its root.</param>
    /// <param name="first">Its first process.</param>
    /// <param name="process">The process to start.</param>
    /// <param name="privileged">With all capabilities.</param>
    /// <param name="streams">Its streams.</param>
    /// <exception cref="SetupException">It could not be started.</exception>
    public static StartedProcess Run(StartRequest request, ContainerResources resources, SafeFileHandle first, ProcessRequest process, bool privileged, ProcessStreams streams)
    {
        using var context = new SetupContext(request with { Process = process }, resources) { Warnings = [], Streams = streams };
        try
        {
            context.Root = context.Own(new RootedFolder(FileCalls.Duplicate(resources.Root ?? throw SetupException.Other("exec", Errno.ESRCH, "the container is not running"))));
            UserPreparation.Run(context);
            if (privileged)
            {
                context.Capabilities = CapabilitySet.OwnBounding;
            }
            LimitPreparation.Run(context);
            return Compile(context, first).Start(Namespaces.None, pidNamespaceOf: first, resources.Cgroups.Unified);
        }
        catch (LinuxException e)
        {
            throw new SetupException(StartErrors.Explain(e, process));
        }
    }

    /// <summary>The child's program.</summary>
    public static SyscallProgram Compile(SetupContext context, ProgramFile first)
    {
        var program = new SyscallProgram();
        ProcessSteps.ResetSignals(program, context);
        ProcessSteps.DieWithMonitor(program, context);
        NamespaceSteps.JoinCgroups(program, context);
        ProcessSteps.SetOomScore(program, context);
        program.EnterNamespaces(first, Joined);
        NamespaceSteps.NewKeyring(program, context);
        ProcessSteps.SetStreams(program, context);
        ProcessSteps.SetLimits(program, context);
        ProcessSteps.SetUmask(program, context);
        ProcessSteps.EnterWorkingFolderAsRoot(program, context);
        SecuritySteps.LoadFilterEarly(program, context);
        SecuritySteps.LimitBoundingSet(program, context);
        SecuritySteps.SetUser(program, context);
        ProcessSteps.EnterWorkingFolderAsUser(program, context);
        SecuritySteps.SetCapabilities(program, context);
        SecuritySteps.ForbidNewPrivileges(program, context);
        ProcessSteps.DieWithMonitor(program, context);
        ProcessSteps.CloseDescriptors(program, context);
        ProcessSteps.Execute(program, context);
        return program;
    }
}
