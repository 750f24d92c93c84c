using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Steps that take away what the process must not have, in the order that the kernel asks for.</summary>
internal static class SecuritySteps
{
    public static void LoadFilterEarly(SyscallProgram program, SetupContext context)
    {
        if (context.Filter is { } filter && !context.Process.NoNewPrivileges)
        {
            program.LoadFilter(filter);
        }
    }

    public static void LimitBoundingSet(SyscallProgram program, SetupContext context) => program.KeepBoundingSet(context.Capabilities);

    public static void SetUser(SyscallProgram program, SetupContext context)
    {
        program.SetGroups(context.User.Groups).SetGroup(context.User.Group);
        if (context.User.User != 0)
        {
            program.SetUser(context.User.User);
        }
    }

    public static void SetCapabilities(SyscallProgram program, SetupContext context)
    {
        CapabilitySet permitted = context.User.User == 0 ? context.Capabilities : CapabilitySet.None;
        program.ClearAmbient().SetCapabilities(permitted, permitted, CapabilitySet.None);
    }

    public static void ForbidNewPrivileges(SyscallProgram program, SetupContext context)
    {
        if (!context.Process.NoNewPrivileges)
        {
            return;
        }
        program.SetNoNewPrivileges();
        if (context.Filter is { } filter)
        {
            program.LoadFilter(filter);
        }
    }
}
