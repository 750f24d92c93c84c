using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Steps that make the child the process that was asked for.</summary>
internal static class ProcessSteps
{
    public static void ResetSignals(SyscallProgram program, SetupContext context)
    {
        if (context.Executable is not null)
        {
            program.ResetSignals(ContainerInit.Forwarded());   // it reads them, and none may get lost before it does
        }
        else
        {
            program.ResetSignals();
        }
    }

    public static void DieWithMonitor(SyscallProgram program, SetupContext context) => program.SetParentDeathSignal(Signals.Kill);

    public static void SetOomScore(SyscallProgram program, SetupContext context)
    {
        if (context.Process.OomScoreAdjust is { } score)
        {
            program.Open(ProgramFile.WorkingFolder, "/proc/self/oom_score_adj", OpenFlags.WriteOnly, out Register file);
            program.Write(file, $"{score}", "oom_score_adj").Ignoring(Errno.EACCES, Errno.EPERM);   // less than the caller's needs CAP_SYS_RESOURCE
            program.Close(file);
        }
    }

    public static void SetStreams(SyscallProgram program, SetupContext context)
    {
        program.NewSession();
        program.SetStandardStreams(context.Streams.Input, context.Streams.Output, context.Streams.Error);
        if (context.Streams.IsTerminal)
        {
            program.SetControllingTerminal(ProgramFile.Standard(0));
        }
    }

    public static void SetLimits(SyscallProgram program, SetupContext context)
    {
        foreach ((ResourceLimit limit, ulong soft, ulong hard) in context.Limits)
        {
            program.SetLimit(limit, soft, hard);
        }
    }

    public static void SetUmask(SyscallProgram program, SetupContext context) => program.SetUmask(0x12 /* 0022 */);

    public static void EnterWorkingFolderAsRoot(SyscallProgram program, SetupContext context)
    {
        program.ChangeFolder(context.Process.WorkingFolder);
        if (context.User.User != 0)
        {
            program.Ignoring(Errno.EACCES, Errno.EPERM);
        }
    }

    public static void EnterWorkingFolderAsUser(SyscallProgram program, SetupContext context)
    {
        if (context.User.User != 0)
        {
            // What root could enter the user may stay in, also where it may not enter it itself.
            program.ChangeFolder(context.Process.WorkingFolder).Ignoring(Errno.EACCES, Errno.EPERM);
        }
    }

    public static void CloseDescriptors(SyscallProgram program, SetupContext context)
    {
        if (context.InitStatusWriter is { } status)
        {
            program.PassDescriptors([status], ContainerInit.StatusDescriptor);
        }
        else
        {
            program.CloseOnExecute(3);
        }
    }

    public static void Execute(SyscallProgram program, SetupContext context)
    {
        if (context.Executable is { } init)
        {
            program.Execute(init, "init", ["berth-init", ContainerInit.Argument, .. context.Process.Arguments], context.Environment);
        }
        else
        {
            program.ExecuteCommand(context.Process.Arguments[0], SearchPath(context.Environment), context.Process.Arguments, context.Environment);
        }
    }

    /// <summary>The value of a variable, by <c>NAME=</c>; null where there is none. The last one counts.</summary>
    public static string? Find(IReadOnlyList<string> environment, string name)
    {
        for (int i = environment.Count - 1; i >= 0; i--)
        {
            if (environment[i].StartsWith(name, StringComparison.Ordinal))
            {
                return environment[i][name.Length..];
            }
        }
        return null;
    }

    /// <summary>PATH of an environment; the last one counts, as for execvp(3).</summary>
    public static string SearchPath(IReadOnlyList<string> environment) => Find(environment, "PATH=") ?? "";
}
