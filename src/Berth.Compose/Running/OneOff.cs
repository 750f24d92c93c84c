using Berth.Docker;

namespace Berth.Compose;

/// <summary>Makes a container of its own for a service, once what the service depends on is there.</summary>
internal sealed class OneOff(ComposeProject project, EngineCalls engine, ConfigHashes hashes)
{
    private const int SlugLength = 12;

    /// <summary>Waits for what the service waits for, makes the container and returns its id.</summary>
    /// <param name="service">The service.</param>
    /// <param name="options">How the container is made.</param>
    /// <param name="containers">The containers of the project's other services.</param>
    /// <param name="change">What the command's own options change.</param>
    /// <param name="warn">Told what the engine warns of.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string> CreateAsync(
        ServiceConfig service, OneOffOptions options, IReadOnlyList<ObservedContainer> containers, Func<ContainerCreateRequest, ContainerCreateRequest> change, Action<string> warn, CancellationToken cancel)
    {
        // Twelve random hexadecimal digits; not secret, but there are to be no two.
        string slug = Guid.NewGuid().ToString("N")[..SlugLength];
        string separator = ComposeNames.Separator(project);
        var role = new ContainerRole
        {
            OneOff = true,
            Slug = slug,
            AutoRemove = options.AutoRemove,
            AttachInput = options.AttachInput,
            UseAliases = options.UseAliases,
            PublishPorts = options.PublishPorts,
        };
        var resolved = ServiceReferences.Resolve(service, name => containers.FirstOrDefault(c => c.Service == name)?.Id);
        var links = service.Links.SelectMany(link => Links(link, containers)).Concat(service.ExternalLinks).ToList();
        var request = change(new ContainerRequests(project, hashes.Service, engine.Proxies).Build(resolved, role, links, [], new HashSet<string>()));
        string name = options.Name ?? string.Join(separator, project.Name, service.Name, "run", slug);
        string platform = service.Platform.Length > 0 ? service.Platform : project.Environment.GetValueOrDefault("DOCKER_DEFAULT_PLATFORM", "");
        var created = await engine.Containers.CreateAsync(name, platform.Length > 0 ? platform : null, request, cancel).ConfigureAwait(false);
        foreach (string warning in created.Warnings) warn(warning);
        return created.Id;
    }

    /// <summary>The steps that wait until the containers of services are what this one asks for.</summary>
    public static Plan Await(ServiceConfig service, IReadOnlyList<ObservedContainer> containers)
    {
        var plan = new Plan();
        foreach (var (name, dependency) in service.DependsOn)
        {
            if (dependency.Condition is not ("service_healthy" or "service_completed_successfully")) continue;
            var condition = dependency.Condition == "service_healthy" ? AwaitedCondition.Healthy : AwaitedCondition.Completed;
            foreach (var container in containers.Where(c => c.Service == name)) plan.Add(new PlanOp.AwaitContainer(name, container.Name, container.Id, condition, dependency.Required), "");
        }

        return plan;
    }

    private static IEnumerable<string> Links(string link, IReadOnlyList<ObservedContainer> containers)
    {
        string[] parts = link.Split(':');
        string alias = parts.Length > 1 ? parts[1] : parts[0];
        return containers.Where(c => c.Service == parts[0]).Select(c => $"{c.Name}:{alias}");
    }
}
