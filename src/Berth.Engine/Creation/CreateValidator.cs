using Berth.Docker;

namespace Berth.Engine;

/// <summary>
/// Refuses requests for containers that can't be. Each check gives a sentence, in Docker's words, or null; code behind this may assume that none
/// applies. The list is in Docker's order, because clients show the first sentence.
/// </summary>
internal static class CreateValidator
{
    private static readonly Func<CreateCheck, string?>[] Checks =
    [
        ConfigChecks.WorkingFolder,
        ConfigChecks.Environment,
        ConfigChecks.StopSignal,
        ConfigChecks.Health,
        ModeChecks.AutoRemove,
        ModeChecks.ExtraHosts,
        ModeChecks.Ports,
        ModeChecks.Restart,
        CapabilityNames.Check,
        ModeChecks.Isolation,
        ModeChecks.Network,
        ModeChecks.NetworkConflicts,
        ModeChecks.HostName,
        ModeChecks.Pid,
        ModeChecks.Ipc,
        ModeChecks.Uts,
        ModeChecks.User,
        ModeChecks.Cgroup,
        ModeChecks.Runtime,
        ModeChecks.Shm,
        ModeChecks.OomScore,
        ModeChecks.SecurityOptions,
        LogOptionChecks.Check,
        check => ResourceChecks.Check(check.Host, check.Machine),
    ];

    /// <summary>Checks a request.</summary>
    /// <returns>Sentences that the user should see although the container is made.</returns>
    /// <exception cref="DockerException">InvalidParameter with the first check's sentence.</exception>
    public static IReadOnlyList<string> Validate(CreateCheck check)
    {
        foreach (var one in Checks)
        {
            if (one(check) is { } sentence)
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, sentence);
            }
        }

        return [.. ModeChecks.Warnings(check), .. ResourceChecks.Warnings(check.Host, check.Machine)];
    }

    /// <summary>Checks an update of limits and restart policy.</summary>
    /// <returns>Sentences that the user should see although the update is done.</returns>
    /// <exception cref="DockerException">InvalidParameter with the first check's sentence.</exception>
    public static IReadOnlyList<string> ValidateUpdate(Resources limits, RestartPolicy? restart, MachineFacts machine)
    {
        string? sentence = ResourceChecks.Check(limits, machine) ?? (restart is null ? null : ModeChecks.CheckRestart(restart));
        return sentence is null ? ResourceChecks.Warnings(limits, machine) : throw new DockerException(DockerErrorKind.InvalidParameter, sentence);
    }
}
