using Berth.Docker;

namespace Berth.Compose;

/// <summary>Which images are pulled and built before containers can be compared with them.</summary>
internal sealed class ImagePlanner(ComposeProject project, IReadOnlyDictionary<string, ImageInspect> present, UpOptions options, TimeProvider time)
{
    /// <summary>One step an image, all independent but for builds that use another service's image.</summary>
    public Plan Reconcile()
    {
        var plan = new Plan();
        var pulled = new Dictionary<string, PlanNode>(StringComparer.Ordinal);
        var built = new Dictionary<string, PlanNode>(StringComparer.Ordinal);
        foreach (var service in ServiceOrder.Of(project).Where(s => s.Provider is null))
        {
            string image = ComposeNames.Image(project, service);
            if (service.Image.Length == 0 && service.Build is null)
            {
                throw new ComposeException(service.Span, $"service \"{service.Name}\" has neither an image nor a build context specified");
            }

            if (PullCause(service, image) is { } pull && !pulled.ContainsKey(image))
            {
                pulled[image] = plan.Add(new PlanOp.PullImage(service, image, options.QuietPull), pull);
            }

            foreach (var volume in service.Volumes.Where(v => v.Type == "image" && !present.ContainsKey(v.Source) && !pulled.ContainsKey(v.Source)))
            {
                pulled[volume.Source] = plan.Add(new PlanOp.PullImage(service with { Build = null }, volume.Source, options.QuietPull), "mounted by " + service.Name);
            }

            if (BuildCause(service, image, pulled.ContainsKey(image)) is { } build && !built.ContainsKey(image))
            {
                built[image] = plan.Add(new PlanOp.BuildImage(service, image), build, pulled.GetValueOrDefault(image));
            }
        }

        return plan;
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

    private string? BuildCause(ServiceConfig service, string image, bool isPulled)
    {
        if (service.Build is null || options.NoBuild) return null;
        if (options.Build) return "asked for";
        if (Policy(service) == "build") return "always built";
        if (present.ContainsKey(image)) return null;
        return isPulled ? "unless it is pulled" : "not here";
    }

    private bool IsOlderThan(string image, TimeSpan age) =>
        !present.TryGetValue(image, out var found)
        || !DateTimeOffset.TryParse(found.Metadata.LastTagTime, System.Globalization.CultureInfo.InvariantCulture, out var tagged)
        || time.GetUtcNow() - tagged > age;
}
