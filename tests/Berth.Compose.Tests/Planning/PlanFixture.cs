using Berth.Docker;

namespace Berth.Compose.Tests.Planning;

/// <summary>Projects and observed containers for planners' tests; the hash of a service is its image and command.</summary>
internal static class PlanFixture
{
    public static ConfigHashes Hashes { get; } = new(
        s => $"{s.Image}|{string.Join(' ', s.Command ?? [])}|{s.NetworkMode}", n => n.Driver, v => v.Driver);

    public static ComposeProject Project(params ServiceConfig[] services) => new()
    {
        Name = "p",
        WorkingDirectory = "/src",
        Services = services.ToDictionary(s => s.Name),
        Networks = new Dictionary<string, NetworkConfig> { ["default"] = new() { Name = "p_default" } },
    };

    public static ServiceConfig Service(string name, params string[] dependsOn) => new()
    {
        Name = name,
        Image = "busybox",
        Networks = new Dictionary<string, ServiceNetwork?> { ["default"] = null },
        DependsOn = dependsOn.ToDictionary(d => d, _ => new ServiceDependency { Condition = "service_started", Required = true }),
    };

    public static ObservedState Nothing { get; } = new() { Containers = [] };

    public static ObservedState With(params ObservedContainer[] containers) => new()
    {
        Containers = containers,
        Networks = new Dictionary<string, Network>
        {
            ["p_default"] = new() { Name = "p_default", Id = "n1", Labels = new Dictionary<string, string> { [ComposeLabels.Project] = "p", [ComposeLabels.Network] = "default" } },
        },
    };

    public static ObservedContainer Container(ServiceConfig service, int number = 1, string state = "running", string? hash = null) => new(new ContainerSummary
    {
        Id = (service.Name + number).PadRight(64, '0'),
        Names = [$"/p-{service.Name}-{number}"],
        State = state,
        NetworkSettings = new ContainerSummaryNetworks { Networks = new Dictionary<string, EndpointSettings> { ["p_default"] = new() { NetworkID = "n1" } } },
        Labels = new Dictionary<string, string>
        {
            [ComposeLabels.Project] = "p",
            [ComposeLabels.Service] = service.Name,
            [ComposeLabels.ContainerNumber] = number.ToString(),
            [ComposeLabels.ConfigHash] = hash ?? Hashes.Service(service),
            [ComposeLabels.DependsOn] = string.Join(',', service.DependsOn.Keys.Select(k => k + ":service_started:false")),
        },
    });
}
