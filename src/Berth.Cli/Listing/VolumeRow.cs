using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>A volume in <c>volume ls</c>.</summary>
internal sealed class VolumeRow(Volume volume) : ListRow
{
    private const string NotKnown = "N/A";

    /// <summary>The columns of the table.</summary>
    public static string[] Columns => ["Driver", "Name"];

    /// <summary>The columns of the table in <c>system df -v</c>.</summary>
    public static string[] UsageColumns => ["Name", "Links", "Size"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames => ["Availability", "Driver", "Group", "Labels", "Links", "Mountpoint", "Name", "Scope", "Size", "Status"];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string>? LabelMap => volume.Labels ?? new Dictionary<string, string>();

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "Name" => volume.Name,
        "Driver" => volume.Driver,
        "Scope" => volume.Scope,
        "Mountpoint" => volume.Mountpoint,
        "Labels" => Join(volume.Labels),
        "Links" => volume.UsageData is { } usage ? usage.RefCount.ToString(CultureInfo.InvariantCulture) : NotKnown,
        "Size" => volume.UsageData is { Size: >= 0 } usage ? ByteSize.Decimal(usage.Size) : NotKnown,
        "Availability" or "Group" or "Status" => NotKnown,
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string name) => name == "Name" ? "VOLUME NAME" : name.ToUpperInvariant();
}
