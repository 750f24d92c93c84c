using Berth.Linux;

namespace Berth.Monitor;

/// <summary>Works out which limits can be set: raising a hard limit beyond the monitor's own needs CAP_SYS_RESOURCE, which some machines' root has not got.</summary>
internal static class LimitPreparation
{
    public static void Run(SetupContext context)
    {
        bool mayRaise = CapabilitySet.OwnEffective.Has(Capability.SysResource);
        foreach (Supervision.ResourceLimit asked in context.Request.ResourceLimits)
        {
            ResourceLimit limit = ResourceLimitNames.Parse(asked.Name) ?? throw SetupException.Other("limits", Errno.EINVAL, $"invalid ulimit type: {asked.Name}");
            ulong soft = Value(asked.Soft);
            ulong hard = Value(asked.Hard);
            (_, ulong most) = CurrentProcess.GetLimit(limit);
            if (hard > most && !mayRaise)
            {
                context.Warnings.Add($"ulimit {asked.Name}={asked.Soft}:{asked.Hard} is more than this machine's root may give (it lacks CAP_SYS_RESOURCE): the container gets {most}");
                hard = most;
                soft = Math.Min(soft, most);
            }
            context.Limits.Add((limit, soft, hard));
        }
    }

    private static ulong Value(long limit) => limit < 0 ? ulong.MaxValue : (ulong)limit;
}
