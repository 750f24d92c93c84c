using Berth.Docker;

namespace Berth.Compose;

/// <summary>Tells, after an <c>up</c>, who reaches the project's published ports, and what closes those that not everyone does. Only Berth's engine knows.</summary>
internal sealed class PortReachView(EngineCalls engine, IProgress<PlanProgress> progress)
{
    /// <summary>A line for each port.</summary>
    public async Task ShowAsync(ComposeProject project, CancellationToken cancel)
    {
        if (!project.Services.Values.Any(s => s.Ports.Count > 0)) return;
        foreach (var line in Lines(await AskAsync(project, cancel).ConfigureAwait(false))) progress.Report(line);
    }

    /// <summary>One line for a port; one, too, for both families where the same holds for both.</summary>
    public static IEnumerable<PlanProgress> Lines(IReadOnlyList<PortReach> ports) => ports
        .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.ContainerPort).ThenBy(p => p.Protocol, StringComparer.Ordinal).ThenBy(p => p.HostPort)
        .GroupBy(p => (p.Name, p.Protocol, p.ContainerPort, p.HostPort, p.Reach, p.Firewall, p.Command, p.Certain, Host: IsAny(p) ? "" : p.HostIp))
        .Select(same => Line(same.First(), same.Key.Host, bothFamilies: same.Count() > 1 || !ports.Any(p => Meets(p, same.First()))));

    private static PlanProgress Line(PortReach port, string host, bool bothFamilies)
    {
        string address = host.Length == 0 ? bothFamilies ? "" : (port.HostIp == "::" ? "[::]" : port.HostIp) + ":" : (host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host) + ":";
        string reach = port.Reach switch
        {
            "everyone" => "reached by everyone",
            "local" => "reached by the local network",
            _ => "reached by this host only",
        };
        string closed = port.Firewall.Length > 0 ? $": {port.Firewall} closes it to others, this opens it: {port.Command}" : "";
        string doubt = port.Certain ? "" : " (as far as the firewall's rules can be read)";
        return new PlanProgress(
            $"Port {address}{port.HostPort}/{port.Protocol} to {port.Name}:{port.ContainerPort}", reach + doubt + closed,
            port.Firewall.Length > 0 ? PlanProgressKind.Warning : PlanProgressKind.Done);
    }

    // The other family's, of which another thing is said.
    private static bool Meets(PortReach one, PortReach other) =>
        one.HostIp != other.HostIp && IsAny(one) && IsAny(other) && (one.Name, one.Protocol, one.ContainerPort, one.HostPort) == (other.Name, other.Protocol, other.ContainerPort, other.HostPort);

    private static bool IsAny(PortReach port) => port.HostIp is "0.0.0.0" or "::";

    private async Task<IReadOnlyList<PortReach>> AskAsync(ComposeProject project, CancellationToken cancel)
    {
        try
        {
            return await engine.Networks.ReachAsync(Filters.Empty.With("label", ComposeLabels.Project + "=" + project.Name), cancel).ConfigureAwait(false);
        }
        catch (DockerException)
        {
            return [];   // Docker's engine; or one that can't tell just now, which is no reason for a failed up
        }
    }
}
