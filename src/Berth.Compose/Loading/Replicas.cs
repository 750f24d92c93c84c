namespace Berth.Compose;

/// <summary>Phase: where <c>scale</c> says how many containers a service has, it says so for <c>deploy</c>, too.</summary>
internal static class Replicas
{
    public static ComposeProject Agree(ComposeProject project)
    {
        Dictionary<string, ServiceConfig>? services = null;
        foreach ((string name, ServiceConfig service) in project.Services)
        {
            if (service is { Scale: { } scale, Deploy: { Replicas: null } deploy })
            {
                services ??= new Dictionary<string, ServiceConfig>(project.Services);
                services[name] = service with { Deploy = deploy with { Replicas = scale } };
            }
        }

        return services is null ? project : project with { Services = services };
    }
}
