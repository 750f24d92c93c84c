using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Between images' configurations as the store keeps them and as the API shows them.</summary>
internal static class ImageConfigs
{
    /// <summary>An image's configuration in the API's form.</summary>
    public static ImageConfig ToDocker(OciImageConfig? config) => config is null ? new ImageConfig() : new ImageConfig
    {
        User = config.User ?? "",
        ExposedPorts = Set(config.ExposedPorts),
        Env = config.Env,
        Entrypoint = config.Entrypoint,
        Cmd = config.Cmd,
        Volumes = Set(config.Volumes),
        WorkingDir = config.WorkingDir ?? "",
        Labels = config.Labels,
        StopSignal = config.StopSignal,
        ArgsEscaped = config.ArgsEscaped,
        Healthcheck = config.Healthcheck is { } health
            ? new HealthConfig
            {
                Test = health.Test, Interval = health.Interval, Timeout = health.Timeout, StartPeriod = health.StartPeriod,
                StartInterval = health.StartInterval, Retries = health.Retries,
            }
            : null,
        OnBuild = config.OnBuild,
        Shell = config.Shell,
    };

    /// <summary>A container's configuration as that of an image that is made of it.</summary>
    public static OciImageConfig FromContainer(ContainerConfig config) => new()
    {
        User = config.User,
        ExposedPorts = config.ExposedPorts is { Count: > 0 } ports ? [.. ports.Keys] : null,
        Env = config.Env,
        Entrypoint = config.Entrypoint,
        Cmd = config.Cmd,
        Volumes = config.Volumes is { Count: > 0 } volumes ? [.. volumes.Keys] : null,
        WorkingDir = config.WorkingDir,
        Labels = config.Labels,
        StopSignal = config.StopSignal,
        StopTimeout = config.StopTimeout,
        ArgsEscaped = config.ArgsEscaped,
        Healthcheck = config.Healthcheck is { } health
            ? new OciHealthcheck
            {
                Test = health.Test, Interval = health.Interval, Timeout = health.Timeout, StartPeriod = health.StartPeriod,
                StartInterval = health.StartInterval, Retries = health.Retries,
            }
            : null,
        OnBuild = config.OnBuild,
        Shell = config.Shell,
    };

    /// <summary>What an image is for.</summary>
    public static Berth.Images.OciPlatform PlatformOf(OciImage image) => new() { Os = image.Os, Architecture = image.Architecture, Variant = image.Variant };

    private static Dictionary<string, EmptyObject>? Set(IReadOnlyList<string>? names) =>
        names is { Count: > 0 } ? names.Distinct().ToDictionary(name => name, _ => EmptyObject.Instance, StringComparer.Ordinal) : null;
}
