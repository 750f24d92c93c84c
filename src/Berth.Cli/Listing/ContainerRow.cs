using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>A container in <c>ps</c>.</summary>
internal sealed class ContainerRow(ContainerSummary container, bool truncate, TimeProvider clock) : ListRow
{
    private const int CommandColumns = 20;
    private const int MountColumns = 15;

    /// <summary>The columns of the table.</summary>
    public static string[] Columns(bool size) => size
        ? ["ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names", "Size"]
        : ["ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames =>
    [
        "Command", "CreatedAt", "ID", "Image", "Labels", "LocalVolumes", "Mounts", "Names", "Networks", "Platform", "Ports", "RunningFor", "Size", "State", "Status",
    ];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string>? LabelMap => container.Labels;

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "ID" => truncate ? ShortId.Of(container.Id) : container.Id,
        "Image" => Image(),
        "Command" => GoQuote.Double(truncate ? TextWidth.Ellipsis(container.Command, CommandColumns) : container.Command),
        "CreatedAt" => HumanTime.GoText(container.Created, clock),
        "RunningFor" => HumanTime.Ago(container.Created, clock),
        "Status" => container.Status,
        "State" => container.State,
        "Ports" => PortText.Of(container.Ports),
        "Names" => Names(),
        "Size" => Size(),
        "Labels" => Join(container.Labels),
        "LocalVolumes" => container.Mounts.Count(static mount => mount.Driver == "local").ToString(CultureInfo.InvariantCulture),
        "Mounts" => string.Join(',', container.Mounts.Select(Mount)),
        "Networks" => string.Join(',', container.NetworkSettings.Networks.Keys.Order(StringComparer.Ordinal)),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string name) => name switch
    {
        "ID" => "CONTAINER ID",
        "Image" => "IMAGE",
        "Command" => "COMMAND",
        "CreatedAt" => "CREATED AT",
        "RunningFor" => "CREATED",
        "Status" => "STATUS",
        "State" => "STATE",
        "Ports" => "PORTS",
        "Names" => "NAMES",
        "Size" => "SIZE",
        "Labels" => "LABELS",
        "LocalVolumes" => "LOCAL VOLUMES",
        "Mounts" => "MOUNTS",
        "Networks" => "NETWORKS",
        "Platform" => "PLATFORM",
        _ => name.ToUpperInvariant(),
    };

    private string Names()
    {
        var names = new List<string>(container.Names.Count);
        foreach (var name in container.Names)
        {
            var bare = name.StartsWith('/') ? name[1..] : name;
            if (!truncate || !bare.Contains('/', StringComparison.Ordinal))
                names.Add(bare);
        }
        return string.Join(',', names);
    }

    // A name that now means another image is shown as the id that the container has; a digest beside a tag is left out.
    private string Image()
    {
        if (container.Image.Length == 0)
            return "<no image>";
        if (!truncate)
            return container.Image;
        if (ShortId.Of(container.Image) is var id && id == ShortId.Of(container.ImageID))
            return id;
        var at = container.Image.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && container.Image.LastIndexOf(':', at) > container.Image.LastIndexOf('/', at) ? container.Image[..at] : container.Image;
    }

    private string Mount(MountPoint mount)
    {
        var name = string.IsNullOrEmpty(mount.Name) ? mount.Source : mount.Name;
        return truncate ? TextWidth.Ellipsis(name, MountColumns) : name;
    }

    private string Size()
    {
        var own = ByteSize.Decimal(container.SizeRw, 3);
        return container.SizeRootFs > 0 ? $"{own} (virtual {ByteSize.Decimal(container.SizeRootFs, 3)})" : own;
    }
}
