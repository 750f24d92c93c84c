namespace Berth.Compose;

/// <summary>
/// Whether the host's firewall decides about published ports: <c>x-berth-publish-mode</c> of the project and of a port in its long form, told to the engine
/// by annotations. Docker keeps them and makes nothing of them.
/// </summary>
internal static class PublishModes
{
    /// <summary>The attribute in Compose files.</summary>
    public const string Attribute = "x-berth-publish-mode";

    private const string Annotation = "berth.publish-mode";

    /// <summary>A service's annotations, with those for its ports.</summary>
    public static IReadOnlyDictionary<string, string> AnnotationsOf(ComposeProject project, ServiceConfig service)
    {
        var modes = service.Ports.Select(p => (Key: $"{Annotation}/{p.HostIp}:{p.Published}:{p.Target}/{p.Protocol}", Mode: ModeOf(p))).Where(p => p.Mode is not null).ToList();
        string? general = service.Ports.Count > 0 ? ModeOf(project) : null;
        if (general is null && modes.Count == 0)
        {
            return service.Annotations;
        }

        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, mode) in modes) all[key] = mode!;
        if (general is not null) all[Annotation] = general;
        foreach (var (key, value) in service.Annotations) all[key] = value;
        return all;
    }

    /// <summary>Whether a container was made with other modes than the files ask for now. They are no part of the configuration's hash, which is Compose's.</summary>
    public static bool Differ(ComposeProject project, ServiceConfig service, ObservedContainer container)
    {
        var wanted = Modes(AnnotationsOf(project, service));
        return !wanted.SequenceEqual(Modes(container.Summary.HostConfig.Annotations ?? ComposeMap<string>.Empty));
    }

    private static IEnumerable<KeyValuePair<string, string>> Modes(IReadOnlyDictionary<string, string> annotations) =>
        annotations.Where(a => a.Key.StartsWith(Annotation, StringComparison.Ordinal)).OrderBy(a => a.Key, StringComparer.Ordinal);

    private static string? ModeOf(ComposeElement element) => (element.Extensions?.Get(Attribute) as YamlScalar)?.Text;
}
