using Berth.Docker;

namespace Berth.Compose;

/// <summary>Builds whose <c>additional_contexts</c> are other services' images (<c>service:NAME</c>): those are built first, also where their services take no part.</summary>
internal static class BuildContexts
{
    /// <summary>Begins the value of a context that is a service's image.</summary>
    public const string Service = "service:";

    /// <summary>The services whose images a service's build uses.</summary>
    public static IEnumerable<ServiceConfig> ServicesOf(ComposeProject project, ServiceConfig service) =>
        service.Build is { } build ? build.AdditionalContexts.Where(c => c.Value.StartsWith(Service, StringComparison.Ordinal)).Select(c => Find(project, build, c.Key, c.Value)) : [];

    /// <summary>Services with all whose images their builds use, each after those that its build uses.</summary>
    /// <exception cref="ComposeException">Builds wait for one another, or a context names no service that is built.</exception>
    public static IReadOnlyList<ServiceConfig> WithNeeded(ComposeProject project, IEnumerable<ServiceConfig> services)
    {
        var order = new List<ServiceConfig>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in services) Add(project, service, order, seen, []);
        return order;
    }

    /// <summary>The contexts as the build's request has them.</summary>
    /// <param name="project">The project.</param>
    /// <param name="build">The build.</param>
    /// <param name="images">Finds the services' images.</param>
    /// <param name="carrier">Carries folders.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ComposeException">One can't be had; with its place.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> RequestAsync(ComposeProject project, BuildConfig build, IImages images, BuildContext carrier, CancellationToken cancel)
    {
        var contexts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in build.AdditionalContexts)
        {
            try
            {
                contexts[name] = value.StartsWith(Service, StringComparison.Ordinal)
                    ? NamedContext.Image + (await images.InspectAsync(ComposeNames.Image(project, Find(project, build, name, value)), cancel: cancel).ConfigureAwait(false)).Id
                    : NamedContext.Resolve(name, value, carrier);
            }
            catch (DockerException e)
            {
                throw new ComposeException(SpanOf(build, name), e.Message);
            }
        }

        return contexts;
    }

    private static void Add(ComposeProject project, ServiceConfig service, List<ServiceConfig> order, HashSet<string> seen, List<string> way)
    {
        if (way.Contains(service.Name))
        {
            throw new ComposeException(service.Build!.SpanOf("additional_contexts"), $"the builds wait for one another by their contexts: {string.Join(" for ", way.SkipWhile(n => n != service.Name))} for {service.Name}");
        }

        if (!seen.Add(service.Name)) return;
        foreach (var needed in ServicesOf(project, service)) Add(project, needed, order, seen, [.. way, service.Name]);
        order.Add(service);
    }

    private static ServiceConfig Find(ComposeProject project, BuildConfig build, string name, string value)
    {
        string service = value[Service.Length..];
        var found = project.Services.GetValueOrDefault(service) ?? project.DisabledServices.GetValueOrDefault(service);
        return found?.Build is not null ? found : throw new ComposeException(SpanOf(build, name), $"the build context {name} is \"{value}\", and there is no service of that name with a build");
    }

    private static SourceSpan SpanOf(BuildConfig build, string name) => build.SpanOf("additional_contexts", name);
}
