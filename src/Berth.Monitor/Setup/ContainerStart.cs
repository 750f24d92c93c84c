using Berth.Linux;
using Berth.Supervision;

namespace Berth.Monitor;

/// <summary>Starts a container's first process.</summary>
internal static class ContainerStart
{
    /// <summary>Starts it, with its streams open.</summary>
    /// <exception cref="SetupException">It could not be started; nothing of it is left.</exception>
    public static StartedProcess Run(StartRequest request, ContainerResources resources, StandardStreams output, List<string> warnings)
    {
        using var context = new SetupContext(request, resources) { Warnings = warnings, Output = output };
        try
        {
            ContainerSetup.Prepare(context);
            StartedProcess started = Start(context);
            resources.ProcessStarted(FileCalls.Duplicate(context.Root.Handle));
            return started;
        }
        catch (LinuxException e)
        {
            output.Abandon();
            throw new SetupException(StartErrors.Explain(e, request.Process));
        }
        catch (SetupException)
        {
            output.Abandon();
            throw;
        }
    }

    private static StartedProcess Start(SetupContext context)
    {
        SyscallProgram program = ContainerSetup.Compile(context);
        var pid = context.Joined.Find(j => j.Kind == Namespaces.Pid).File;
        StartedProcess started = program.Start(context.BornInto, pid, context.Resources.Cgroups.Unified);
        if (context.Process.Init)
        {
            ContainerInit.WaitForCommand(context, started);
        }
        return started;
    }
}
