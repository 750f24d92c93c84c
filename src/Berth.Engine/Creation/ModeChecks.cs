using System.Net;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Checks of a container's modes: network, namespaces, restart, security.</summary>
internal static class ModeChecks
{
    private const string Container = "container:";

    /// <summary>A container that removes itself is not restarted.</summary>
    public static string? AutoRemove(CreateCheck check) =>
        check.Host.AutoRemove && check.Host.RestartPolicy.Name is not ("" or "no") ? "can't create 'AutoRemove' container with restart policy" : null;

    /// <summary>Each extra host is <c>name:address</c>.</summary>
    public static string? ExtraHosts(CreateCheck check)
    {
        foreach (string entry in check.Host.ExtraHosts ?? [])
        {
            int colon = entry.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return $"bad format for add-host: \"{entry}\"";
            }

            string address = entry[(colon + 1)..];
            if (address != "host-gateway" && !IPAddress.TryParse(address.Trim('[', ']'), out _))
            {
                return $"invalid IP address in add-host: \"{address}\"";
            }
        }

        return null;
    }

    /// <summary>Ports are ports.</summary>
    public static string? Ports(CreateCheck check)
    {
        foreach (var (key, bindings) in check.Host.PortBindings ?? new Dictionary<string, IReadOnlyList<PortBinding>?>())
        {
            if (!ContainerPort.TryParse(key, out _))
            {
                return $"invalid port specification: \"{(key.EndsWith("/tcp", StringComparison.Ordinal) ? key[..^4] : key)}\"";
            }

            if ((bindings ?? []).Select(CheckBinding).FirstOrDefault(sentence => sentence is not null) is { } wrong)
            {
                return wrong;
            }
        }

        foreach (string key in check.Config.ExposedPorts?.Keys ?? [])
        {
            int slash = key.IndexOf('/', StringComparison.Ordinal);
            if (!PortRange.TryParse(slash < 0 ? key : key[..slash], out _))
            {
                return $"invalid port specification: \"{key}\"";
            }
        }

        return null;
    }

    private static string? CheckBinding(PortBinding binding) =>
        binding.HostPort.Length > 0 && !PortRange.TryParse(binding.HostPort, out _) ? $"invalid port specification: \"{binding.HostPort}\""
        : binding.HostIp.Length > 0 && !IPAddress.TryParse(binding.HostIp, out _) ? $"invalid IP address: {binding.HostIp}"
        : null;

    /// <summary>The restart policy is one.</summary>
    public static string? Restart(CreateCheck check) => CheckRestart(check.Host.RestartPolicy);

    /// <summary>A restart policy is one.</summary>
    public static string? CheckRestart(RestartPolicy policy) => policy switch
    {
        { Name: "always" or "unless-stopped" or "no", MaximumRetryCount: not 0 } =>
            "invalid restart policy: maximum retry count can only be used with 'on-failure'",
        { Name: "" or "on-failure", MaximumRetryCount: < 0 } => "invalid restart policy: maximum retry count cannot be negative",
        { Name: "" or "no" or "always" or "unless-stopped" or "on-failure" } => null,
        _ => $"invalid restart policy: unknown policy '{policy.Name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'",
    };

    /// <summary>Isolation is for Windows.</summary>
    public static string? Isolation(CreateCheck check) =>
        check.Host.Isolation is "" or "default" ? null : $"invalid isolation '{check.Host.Isolation}' on linux";

    /// <summary>The network mode is a word, a network's name, or <c>container:</c> and one.</summary>
    public static string? Network(CreateCheck check) =>
        check.Host.NetworkMode.StartsWith(Container, StringComparison.Ordinal) && check.Host.NetworkMode.Length == Container.Length
            ? "invalid network mode: invalid container format container:<name|id>"
            : null;

    /// <summary>What a shared network leaves no room for isn't asked for.</summary>
    public static string? NetworkConflicts(CreateCheck check)
    {
        var host = check.Host;
        bool joined = host.NetworkMode.StartsWith(Container, StringComparison.Ordinal);
        bool links = host.Links is { Count: > 0 };
        if (host.NetworkMode == "host" && links)
        {
            return "conflicting options: host type networking can't be used with links. This would result in undefined behavior";
        }

        if (!joined)
        {
            return null;
        }

        return links ? "conflicting options: container type network can't be used with links. This would result in undefined behavior"
            : host.Dns is { Count: > 0 } ? "conflicting options: dns and the network mode"
            : host.ExtraHosts is { Count: > 0 } ? "conflicting options: custom host-to-IP mapping and the network mode"
            : check.Config.MacAddress is { Length: > 0 } ? "conflicting options: mac-address and the network mode"
            : host.PortBindings is { Count: > 0 } || host.PublishAllPorts ? "conflicting options: port publishing and the container type network mode"
            : null;
    }

    /// <summary>A host name isn't asked for where it can't be set.</summary>
    public static string? HostName(CreateCheck check)
    {
        if (check.Config.Hostname.Length == 0)
        {
            return null;
        }

        return check.Host.UTSMode == "host" ? "conflicting options: hostname and the UTS mode"
            : check.Host.NetworkMode.StartsWith(Container, StringComparison.Ordinal) ? "conflicting options: hostname and the network mode"
            : null;
    }

    /// <summary>The PID mode is one.</summary>
    public static string? Pid(CreateCheck check) => check.Host.PidMode is "" or "host" or "private" || IsContainer(check.Host.PidMode)
        ? null
        : $"invalid PID mode: {check.Host.PidMode}";

    /// <summary>The IPC mode is one.</summary>
    public static string? Ipc(CreateCheck check) =>
        check.Host.IpcMode is "" or "none" or "private" or "shareable" or "host" || IsContainer(check.Host.IpcMode)
            ? null
            : $"invalid IPC mode: {check.Host.IpcMode}";

    /// <summary>The UTS mode is one.</summary>
    public static string? Uts(CreateCheck check) => check.Host.UTSMode is "" or "host" or "private" ? null : $"invalid UTS mode: {check.Host.UTSMode}";

    /// <summary>The user namespace is the host's: this engine maps no users.</summary>
    public static string? User(CreateCheck check) => check.Host.UsernsMode is "" or "host"
        ? null
        : $"invalid user namespace mode: {check.Host.UsernsMode} (only \"host\" is supported)";

    /// <summary>The cgroup namespace mode is one.</summary>
    public static string? Cgroup(CreateCheck check) =>
        check.Host.CgroupnsMode is "" or "private" or "host" ? null : $"invalid cgroup namespace mode: {check.Host.CgroupnsMode}";

    /// <summary>The runtime is the engine's own, under the name that clients know.</summary>
    public static string? Runtime(CreateCheck check) =>
        check.Host.Runtime is null or "" or "runc" or "io.containerd.runc.v2" ? null : $"unknown or invalid runtime name: {check.Host.Runtime}";

    /// <summary>The size of /dev/shm isn't negative.</summary>
    public static string? Shm(CreateCheck check) => check.Asked.ShmSize < 0 ? "SHM size can not be less than 0" : null;

    /// <summary>The out-of-memory score is in the kernel's range.</summary>
    public static string? OomScore(CreateCheck check) => check.Host.OomScoreAdj is < -1000 or > 1000
        ? $"Invalid value {check.Host.OomScoreAdj}, range for oom score adj is [-1000, 1000]"
        : null;

    /// <summary>Security options are known.</summary>
    public static string? SecurityOptions(CreateCheck check)
    {
        var options = Engine.SecurityOptions.TryParse(check.Host.SecurityOpt, out string? sentence);
        return options is null ? sentence : null;
    }

    /// <summary>What is done otherwise than it was asked for.</summary>
    public static IEnumerable<string> Warnings(CreateCheck check)
    {
        if (check.Host.NetworkMode == "host" && check.Host.PortBindings is { Count: > 0 })
        {
            yield return "Published ports are discarded when using host network mode";
        }
    }

    private static bool IsContainer(string mode) => mode.StartsWith(Container, StringComparison.Ordinal) && mode.Length > Container.Length;
}
