using Berth.Docker;

namespace Berth.Cli;

/// <summary>A cached build step in <c>system df -v</c>.</summary>
internal sealed class BuildCacheRow(BuildCacheRecord record, TimeProvider clock) : ListRow
{
    /// <summary>The columns of the table.</summary>
    public static string[] Columns => ["ID", "CacheType", "Size", "CreatedSince", "LastUsedSince", "UsageCount", "Shared"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames => ["CacheType", "CreatedSince", "Description", "ID", "InUse", "LastUsedSince", "Shared", "Size", "UsageCount"];

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "ID" => ShortId.Of(record.ID) + (record.InUse ? "*" : ""),
        "CacheType" => record.Type,
        "Description" => record.Description,
        "Size" => ByteSize.Decimal(record.Size, 3),
        "CreatedSince" => Ago(record.CreatedAt),
        "LastUsedSince" => Ago(record.LastUsedAt),
        "UsageCount" => TemplateValue.Print((long)record.UsageCount),
        "Shared" => TemplateValue.Print(record.Shared),
        "InUse" => TemplateValue.Print(record.InUse),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string name) => name switch
    {
        "ID" => "CACHE ID",
        "CacheType" => "CACHE TYPE",
        "CreatedSince" => "CREATED",
        "LastUsedSince" => "LAST USED",
        "UsageCount" => "USAGE",
        _ => name.ToUpperInvariant(),
    };

    private string Ago(string? time) =>
        time is not null && DockerTimestamps.TryParse(time, out var nanos) ? HumanTime.Ago(nanos / 1_000_000_000, clock) : "";
}
