namespace Berth.Cli;

/// <summary>A kind of object in <c>system df</c>.</summary>
internal sealed class DiskUsageRow(string type, int total, int active, long size, string reclaimable) : ListRow
{
    /// <summary>The columns of the table.</summary>
    public static string[] Columns => ["Type", "TotalCount", "Active", "Size", "Reclaimable"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames => ["Active", "Reclaimable", "Size", "TotalCount", "Type"];

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "Type" => type,
        "TotalCount" => TemplateValue.Print((long)total),
        "Active" => TemplateValue.Print((long)active),
        "Size" => ByteSize.Decimal(size),
        "Reclaimable" => reclaimable,
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string name) => name == "TotalCount" ? "TOTAL" : name.ToUpperInvariant();
}
