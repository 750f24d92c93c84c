using Berth.Docker;

namespace Berth.Compose;

/// <summary>Which images are pulled and built before containers can be compared with them.</summary>
internal sealed class ImagePlanner(ComposeProject project, IReadOnlyDictionary<string, ImageInspect> present, UpOptions options, TimeProvider time)
{
    private readonly Dictionary<string, PlanNode> _pulled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlanNode> _built = new(StringComparer.Ordinal);
    private readonly Plan _plan = new();

    /// <summary>One step an image, all independent but for builds that use another service's image.</summary>
    public Plan Reconcile()
    {
        var order = BuildContexts.WithNeeded(project, ServiceOrder.Of(project).Where(s => s.Provider is null));
        foreach (var service in order.Where(s => project.Services.ContainsKey(s.Name)))
        {
            string image = ComposeNames.Image(project, service);
            if (service.Image.Length == 0 && service.Build is null)
            {
                throw new ComposeException(service.Span, $"service \"{service.Name}\" has neither an image nor a build context specified");
            }

            if (PullCause(service, image) is { } pull && !_pulled.ContainsKey(image))
            {
                _pulled[image] = _plan.Add(new PlanOp.PullImage(service, image, options.QuietPull), pull);
            }

            foreach (var volume in service.Volumes.Where(v => v.Type == "image" && !present.ContainsKey(v.Source) && !_pulled.ContainsKey(v.Source)))
            {
                _pulled[volume.Source] = _plan.Add(new PlanOp.PullImage(service with { Build = null }, volume.Source, options.QuietPull), "mounted by " + service.Name);
            }

            if (BuildCause(service, image) is { } build) Build(service, build);
        }

        return _plan;
    }

    /// <summary>Builds an image after those that its build uses; what of these is not there is built too.</summary>
    private void Build(ServiceConfig service, string cause)
    {
        foreach (var next in BuildContexts.WithNeeded(project, [service]))
        {
            string image = ComposeNames.Image(project, next);
            string? why = next.Name == service.Name ? cause : BuildCause(next, image) ?? (present.ContainsKey(image) ? null : "a context of " + service.Name);
            if (why is null || _built.ContainsKey(image)) continue;
            var contexts = BuildContexts.ServicesOf(project, next).Select(s => _built.GetValueOrDefault(ComposeNames.Image(project, s)));
            _built[image] = _plan.Add(new PlanOp.BuildImage(next, image), why, contexts.Prepend(_pulled.GetValueOrDefault(image)));
        }
    }

    private string Policy(ServiceConfig service) => options.Pull ?? service.PullPolicy;

    private string? PullCause(ServiceConfig service, string image)
    {
        if (service.Image.Length == 0) return null;
        string policy = Policy(service);
        switch (policy)
        {
            case "always":
                return "always pulled";
            case "never" or "build":
                return null;
            case "daily":
                return IsOlderThan(image, TimeSpan.FromDays(1)) ? "a day old" : null;
            case "weekly":
                return IsOlderThan(image, TimeSpan.FromDays(7)) ? "a week old" : null;
            case { } every when every.StartsWith("every_", StringComparison.Ordinal):
                return IsOlderThan(image, TimeSpan.FromTicks((GoDuration.Parse(every.AsSpan("every_".Length), days: true) ?? 0) / 100)) ? "older than " + every["every_".Length..] : null;
            default:
                return present.ContainsKey(image) || (options.Build && service.Build is not null) ? null : "not here";
        }
    }

    private string? BuildCause(ServiceConfig service, string image)
    {
        if (service.Build is null || options.NoBuild) return null;
        if (options.Build) return "asked for";
        if (Policy(service) == "build") return "always built";
        if (present.ContainsKey(image)) return null;
        return _pulled.ContainsKey(image) ? "unless it is pulled" : "not here";
    }

    private bool IsOlderThan(string image, TimeSpan age) =>
        !present.TryGetValue(image, out var found)
        || !DateTimeOffset.TryParse(found.Metadata.LastTagTime, System.Globalization.CultureInfo.InvariantCulture, out var tagged)
        || time.GetUtcNow() - tagged > age;
}
