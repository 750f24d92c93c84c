using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>
/// Links on the default network (<c>--link</c>), which has no name server: a linked container is told by lines of the hosts file and by variables of the
/// environment. On other networks links are names (<see cref="NamesFile"/>).
/// </summary>
internal static class LegacyLinks
{
    private static readonly string[] NotTold = ["HOME", "PATH"];

    /// <summary>The containers that one is linked to, with what it calls them.</summary>
    /// <exception cref="DockerException">InvalidParameter: one doesn't run.</exception>
    public static IReadOnlyList<(Container Target, string Alias)> Of(ContainerIndex containers, ContainerRecord record)
    {
        if (!IsOnDefault(record) || record.HostConfig.Links is not { Count: > 0 } links)
        {
            return [];
        }

        var found = new List<(Container, string)>();
        foreach (var (name, alias) in links.Select(Read))
        {
            var target = containers.Find(name);
            if (target is not { Life.IsAlive: true })
            {
                throw new DockerException(DockerErrorKind.InvalidParameter, $"Cannot link to a non running container: /{target?.Record.Name ?? name} AS /{record.Name}/{alias}");
            }

            found.Add((target, alias));
        }

        return found;
    }

    /// <summary>The variables for a command in a running container; of linked containers that don't run any more there are none.</summary>
    public static IReadOnlyList<string> VariablesNow(ContainerIndex containers, ContainerRecord record) => !IsOnDefault(record)
        ? []
        : Variables(record, [.. (record.HostConfig.Links ?? []).Select(Read).Select(l => (Target: containers.Find(l.Name), l.Alias)).Where(l => l.Target is { Life.IsAlive: true }).Select(l => (l.Target!, l.Alias))]);

    /// <summary>Links as <c>inspect</c> shows them: <c>/db:/web/alias</c>.</summary>
    public static IReadOnlyList<string>? Shown(ContainerRecord record) => record.HostConfig.Links is { Count: > 0 } links && IsOnDefault(record)
        ? [.. links.Select(Read).Select(l => $"/{l.Name}:/{record.Name}/{l.Alias}")]
        : record.HostConfig.Links;

    /// <summary>Whether a container is linked to another.</summary>
    public static bool Names(ContainerIndex containers, ContainerRecord record, Container other) =>
        IsOnDefault(record) && record.HostConfig.Links?.Any(l => ReferenceEquals(containers.Find(Read(l).Name), other)) == true;

    /// <summary>The lines of the hosts file.</summary>
    public static IReadOnlyList<string> HostsLines(IReadOnlyList<(Container Target, string Alias)> links) =>
    [
        .. links.Select(l =>
        {
            var target = l.Target.Record;
            return $"{AddressOf(l.Target)}\t{l.Alias} {target.Config.Hostname}{(l.Alias == target.Name ? "" : " " + target.Name)}";
        }),
    ];

    /// <summary>The variables: addresses and ports of what is exposed, the name, and the other's environment.</summary>
    public static IReadOnlyList<string> Variables(ContainerRecord record, IReadOnlyList<(Container Target, string Alias)> links) =>
        [.. links.SelectMany(l => Variables(record, l.Target, l.Alias))];

    private static IEnumerable<string> Variables(ContainerRecord record, Container target, string alias)
    {
        string prefix = alias.ToUpperInvariant().Replace('-', '_'), address = AddressOf(target);
        var ports = (target.Record.Config.ExposedPorts?.Keys ?? [])
            .Select(p => ContainerPort.TryParse(p, out var port) ? port : default).Where(p => p.Number > 0)
            .OrderBy(p => p.Protocol, StringComparer.Ordinal).ThenBy(p => p.Number).ToList();
        if (ports.Count > 0)
        {
            yield return $"{prefix}_PORT={ports[0].Protocol}://{address}:{ports[0].Number}";
        }

        for (int first = 0, last; first < ports.Count; first = last + 1)
        {
            // Ports in a row are told as a range, too.
            for (last = first; last + 1 < ports.Count && ports[last + 1].Protocol == ports[first].Protocol && ports[last + 1].Number == ports[last].Number + 1;)
            {
                last++;
            }

            if (last > first)
            {
                string range = Place(prefix, ports[first]), protocol = ports[first].Protocol;
                yield return $"{range}_START={protocol}://{address}:{ports[first].Number}";
                yield return $"{range}_PORT_START={ports[first].Number}";
                yield return $"{range}_END={protocol}://{address}:{ports[last].Number}";
                yield return $"{range}_PORT_END={ports[last].Number}";
            }

            for (int i = first; i <= last; i++)
            {
                string place = Place(prefix, ports[i]);
                yield return $"{place}={ports[i].Protocol}://{address}:{ports[i].Number}";
                yield return $"{place}_ADDR={address}";
                yield return $"{place}_PORT={ports[i].Number}";
                yield return $"{place}_PROTO={ports[i].Protocol}";
            }
        }

        yield return $"{prefix}_NAME=/{record.Name}/{alias}";
        foreach (string variable in target.Record.Config.Env ?? [])
        {
            if (variable.Contains('=', StringComparison.Ordinal) && !NotTold.Contains(ContainerEnvironment.NameOf(variable)))
            {
                yield return $"{prefix}_ENV_{variable}";
            }
        }
    }

    private static string Place(string prefix, ContainerPort port) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}_PORT_{port.Number}_{port.Protocol.ToUpperInvariant()}");

    private static string AddressOf(Container container) => container.Network?.Networks.GetValueOrDefault("bridge") is { } endpoint ? endpoint.IPAddress : "";

    private static bool IsOnDefault(ContainerRecord record) => record.HostConfig.NetworkMode is "" or "default" or "bridge";

    private static (string Name, string Alias) Read(string link)
    {
        string[] parts = link.Split(':', 2);
        string name = parts[0].TrimStart('/');
        return (name, parts.Length > 1 ? parts[1][(parts[1].LastIndexOf('/') + 1)..] : name);
    }
}
