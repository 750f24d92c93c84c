using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Lists containers.</summary>
internal sealed class ContainerListing(EngineParts parts)
{
    private static readonly string[] Known =
    [
        "ancestor", "before", "exited", "expose", "health", "id", "isolation", "is-task", "label", "name", "network", "publish", "since",
        "status", "volume",
    ];

    /// <summary>The containers that options let through, the newest first.</summary>
    /// <exception cref="DockerException">A filter can't be.</exception>
    public IReadOnlyList<ContainerSummary> List(ContainerListOptions options)
    {
        var filters = options.Filters;
        filters.Validate(Known);
        Check(filters);
        var containers = parts.Containers.All();
        var before = Bound(filters, "before", DateTimeOffset.MaxValue);
        var since = Bound(filters, "since", DateTimeOffset.MinValue);
        var images = Ancestors(filters);
        bool all = options.All || options.Limit > 0 || AsksForEnded(filters);
        var now = parts.Time.GetUtcNow();
        var result = new List<ContainerSummary>();
        foreach (var container in containers)
        {
            bool between = container.Record.Created < before && container.Record.Created > since;
            if ((!all && !container.Life.IsSupervised) || !between || !Matches(container, filters, images))
            {
                continue;
            }

            var summary = ContainerViews.Summary(container, now);
            result.Add(options.Size ? WithSize(container, summary) : summary);
            if (options.Limit > 0 && result.Count == options.Limit)
            {
                break;
            }
        }

        return result;
    }

    private static void Check(Filters filters)
    {
        foreach (string status in filters["status"])
        {
            if (Lifecycle.FromWord(status) is null)
            {
                throw new DockerException(
                    DockerErrorKind.InvalidParameter,
                    $"invalid filter 'status={status}': invalid value for state ({status}): must be one of created, running, paused, restarting, "
                    + "removing, exited, dead");
            }
        }

        foreach (string health in filters["health"])
        {
            if (health is not ("none" or "starting" or "healthy" or "unhealthy"))
            {
                throw new DockerException(
                    DockerErrorKind.InvalidParameter,
                    $"invalid filter 'health={health}': invalid value for health ({health}): must be one of none, starting, healthy, unhealthy");
            }
        }

        foreach (string code in filters["exited"])
        {
            if (!int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                throw new DockerException(
                    DockerErrorKind.InvalidParameter, $"invalid filter 'exited={code}': strconv.Atoi: parsing \"{code}\": invalid syntax");
            }
        }
    }

    private DateTimeOffset Bound(Filters filters, string key, DateTimeOffset none) =>
        filters[key] is [var name, ..] ? parts.Containers.Get(name).Record.Created : none;

    // Filters that no running container would pass show those that don't run as well.
    private static bool AsksForEnded(Filters filters) => filters.Has("status") || filters.Has("exited") || filters.Has("before") || filters.Has("since");

    private HashSet<string>? Ancestors(Filters filters)
    {
        if (!filters.Has("ancestor"))
        {
            return null;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in filters["ancestor"])
        {
            if (parts.Images.Find(name) is { } image)
            {
                ids.Add(image.Id);
            }
        }

        return ids;
    }

    private static bool Matches(Container container, Filters filters, HashSet<string>? images)
    {
        if (filters.IsEmpty)
        {
            return true;
        }

        var (record, life) = (container.Record, container.Life);
        return filters.MatchesPrefix("id", record.Id)
            && MatchesName(filters, record.Name)
            && filters.MatchesLabels("label", record.Config.Labels)
            && MatchesLife(life, filters)
            && (images is null || images.Contains(record.ImageId) || filters["ancestor"].Contains(record.Config.Image))
            && MatchesNetwork(container, filters)
            && MatchesVolume(record, filters)
            && MatchesPorts(container, filters)
            && (!filters.Has("is-task") || !filters.GetBool("is-task", false));
    }

    private static bool MatchesLife(ContainerLife life, Filters filters) =>
        filters.Matches("status", Lifecycle.Word(life.Status))
        && filters.Matches("health", life.Health?.Status ?? "none")
        && (!filters.Has("exited")
            || (life.Status == ContainerStatus.Exited && filters.Matches("exited", life.ExitCode.ToString(CultureInfo.InvariantCulture))));

    private static bool MatchesName(Filters filters, string name) =>
        !filters.Has("name") || filters.MatchesPattern("name", name) || filters.MatchesPattern("name", "/" + name);

    private static bool MatchesNetwork(Container container, Filters filters) => !filters.Has("network")
        || ContainerViews.Network(container).Networks
            .Any(network => filters.Matches("network", network.Key) || (network.Value.NetworkID.Length > 0 && filters.MatchesPrefix("network", network.Value.NetworkID)));

    private static bool MatchesVolume(ContainerRecord record, Filters filters) => !filters.Has("volume")
        || record.Mounts.Any(mount => filters.Matches("volume", mount.Destination) || (mount.Name.Length > 0 && filters.Matches("volume", mount.Name))
            || (mount.Source.Length > 0 && filters.Matches("volume", mount.Source)));

    private static bool MatchesPorts(Container container, Filters filters)
    {
        if (!filters.Has("publish") && !filters.Has("expose"))
        {
            return true;
        }

        var exposed = container.Record.Config.ExposedPorts?.Keys ?? [];
        var published = container.Record.HostConfig.PortBindings?.Keys ?? [];
        return (!filters.Has("publish") || filters["publish"].Any(wanted => HasPort(published, wanted)))
            && (!filters.Has("expose") || filters["expose"].Any(wanted => HasPort(exposed, wanted)));
    }

    // "80", "80/udp" or "8000-8010/tcp".
    private static bool HasPort(IEnumerable<string> ports, string wanted)
    {
        int slash = wanted.IndexOf('/', StringComparison.Ordinal);
        string protocol = slash < 0 ? "tcp" : wanted[(slash + 1)..];
        return PortRange.TryParse(slash < 0 ? wanted : wanted[..slash], out var range)
            && ports.Any(text => ContainerPort.TryParse(text, out var port) && port.Protocol == protocol && port.Number >= range.First && port.Number <= range.Last);
    }

    private ContainerSummary WithSize(Container container, ContainerSummary summary)
    {
        long own = parts.Images.Snapshots.Size(container.Record.SnapshotId);
        long image = container.Record.ImageId.Length > 0 ? parts.Images.Find(container.Record.ImageId)?.Size ?? 0 : 0;
        return summary with { SizeRw = own, SizeRootFs = own + image };
    }
}
