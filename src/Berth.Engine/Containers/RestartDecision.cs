using Berth.Docker;

namespace Berth.Engine;

/// <summary>Whether a restart policy wants a container again whose monitor couldn't decide it.</summary>
internal static class RestartDecision
{
    /// <summary>The decision.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="life">How it ended.</param>
    public static bool Wants(RestartPolicy policy, ContainerLife life) => policy.Name switch
    {
        "always" or "unless-stopped" => !life.ManuallyStopped,
        "on-failure" => !life.ManuallyStopped && life.ExitCode != 0 && (policy.MaximumRetryCount == 0 || life.RestartCount < policy.MaximumRetryCount),
        _ => false,
    };
}
