namespace Berth.Compose;

/// <summary>Names of what a project makes.</summary>
public static class ComposeNames
{
    /// <summary>The container of a service: its <c>container_name</c>, or project, service and number.</summary>
    public static string Container(ComposeProject project, ServiceConfig service, int number) =>
        service.ContainerName.Length > 0 ? service.ContainerName : string.Join(Separator(project), project.Name, service.Name, number);

    /// <summary>The image of a service: as written, or project and service for one that is built.</summary>
    public static string Image(ComposeProject project, ServiceConfig service) =>
        service.Image.Length > 0 ? service.Image : project.Name + Separator(project) + service.Name;

    /// <summary>What stands between the parts of a name: <c>-</c>, or <c>_</c> with <c>--compatibility</c>.</summary>
    internal static string Separator(ComposeProject project) =>
        project.Environment.TryGetValue("COMPOSE_COMPATIBILITY", out string? value) && value is "1" or "true" ? "_" : "-";
}
