using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>A network in <c>network ls</c>.</summary>
internal sealed class NetworkRow(Network network, bool truncate, TimeProvider clock) : ListRow
{
    /// <summary>The columns of the table.</summary>
    public static string[] Columns => ["ID", "Name", "Driver", "Scope"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames => ["CreatedAt", "Driver", "ID", "IPv4", "IPv6", "Internal", "Labels", "Name", "Scope"];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string>? LabelMap => network.Labels;

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "ID" => truncate ? ShortId.Of(network.Id) : network.Id,
        "Name" => network.Name,
        "Driver" => network.Driver,
        "Scope" => network.Scope,
        "IPv4" => Truth(network.EnableIPv4),
        "IPv6" => Truth(network.EnableIPv6),
        "Internal" => Truth(network.Internal),
        "Labels" => Join(network.Labels),
        "CreatedAt" => CreatedAt(),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string name) => name switch
    {
        "ID" => "NETWORK ID",
        "CreatedAt" => "CREATED AT",
        _ => name.ToUpperInvariant(),
    };

    // With all nine digits of the fraction, which .NET's own types don't hold.
    private string CreatedAt()
    {
        if (!DockerTimestamps.TryParse(network.Created, out var nanos))
            return network.Created;
        var text = HumanTime.GoText(DockerTimestamps.FromNanos(nanos - (nanos % 1_000_000_000)), clock);
        var fraction = (nanos % 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return fraction.Length == 0 ? text : text.Insert("yyyy-MM-dd HH:mm:ss".Length, "." + fraction);
    }

    private static string Truth(bool value) => value ? "true" : "false";
}
