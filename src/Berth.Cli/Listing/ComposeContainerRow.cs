using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>A container in <c>compose ps</c>.</summary>
internal sealed class ComposeContainerRow(ContainerSummary container, int exitCode, bool truncate, TimeProvider clock) : ListRow
{
    private readonly ContainerRow _plain = new(container, truncate, clock);

    /// <summary>The columns of the table.</summary>
    public static string[] Columns => ["Name", "Image", "Command", "Service", "RunningFor", "Status", "Ports"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames =>
    [
        "Command", "CreatedAt", "ExitCode", "Health", "ID", "Image", "Labels", "LocalVolumes", "Mounts", "Name", "Names", "Networks", "Ports", "Project", "Publishers",
        "RunningFor", "Service", "Size", "State", "Status",
    ];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string>? LabelMap => container.Labels;

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "Name" => container.Names.Count > 0 ? container.Names[0].TrimStart('/') : "",
        "ExitCode" => (long)exitCode,
        "Health" => Health(),
        "Project" => container.Labels.GetValueOrDefault(ComposeLabels.Project, ""),
        "Service" => container.Labels.GetValueOrDefault(ComposeLabels.Service, ""),
        "Publishers" => container.Ports.Select(static object? (port) => new Publisher(port)).ToList(),
        _ => _plain.Field(name),
    };

    /// <inheritdoc/>
    public override string Header(string name) => name switch
    {
        "Name" => "NAME",
        "ExitCode" => "EXIT CODE",
        "Service" => "SERVICE",
        _ => _plain.Header(name),
    };

    private string Health()
    {
        foreach (var state in (ReadOnlySpan<string>)["unhealthy", "healthy", "starting"])
        {
            if (container.Status.Contains($"({state}", StringComparison.Ordinal) || container.Status.Contains($"health: {state}", StringComparison.Ordinal))
                return state;
        }
        return "";
    }

    private sealed class Publisher(PortSummary port) : ITemplateObject
    {
        public IReadOnlyList<string> FieldNames => ["URL", "TargetPort", "PublishedPort", "Protocol"];

        public bool TryGet(string name, ReadOnlySpan<object?> arguments, out object? value)
        {
            value = name switch
            {
                "URL" => port.IP ?? "",
                "TargetPort" => (long)port.PrivatePort,
                "PublishedPort" => (long)port.PublicPort,
                "Protocol" => port.Type,
                _ => null,
            };
            return value is not null;
        }
    }
}
