using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Compiles the system call filter.</summary>
internal static class FilterPreparation
{
    public static void Run(SetupContext context)
    {
        var isolation = context.Request.Isolation;
        try
        {
            context.Filter = isolation.Privileged || isolation.Seccomp is "unconfined" or "" ? null
                : isolation.Seccomp is "default" or "builtin" ? SeccompFilter.Default(context.Capabilities)
                : SeccompFilter.Of(isolation.Seccomp, context.Capabilities);
        }
        catch (FormatException e)
        {
            throw SetupException.Other("seccomp", Errno.EINVAL, e.Message);
        }
    }
}
