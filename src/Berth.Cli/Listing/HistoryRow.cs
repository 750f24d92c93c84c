using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>A step of an image in <c>history</c>.</summary>
internal sealed class HistoryRow(ImageHistoryItem step, bool truncate, bool human, TimeProvider clock) : ListRow
{
    private const int CommandColumns = 45;

    /// <summary>The columns of the table.</summary>
    public static string[] Columns(bool human) => human
        ? ["ID", "CreatedSince", "CreatedBy", "Size", "Comment"]
        : ["ID", "CreatedAt", "CreatedBy", "Size", "Comment"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames => ["Comment", "CreatedAt", "CreatedBy", "CreatedSince", "ID", "Size"];

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "ID" => truncate ? ShortId.Of(step.Id) : step.Id,
        "CreatedAt" => DateTimeOffset.FromUnixTimeSeconds(step.Created).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "CreatedSince" => step.Created <= 0 ? "N/A" : human ? HumanTime.Ago(step.Created, clock) : Field("CreatedAt"),
        "CreatedBy" => CreatedBy(),
        "Size" => human ? ByteSize.Decimal(step.Size, 3) : step.Size.ToString(CultureInfo.InvariantCulture),
        "Comment" => step.Comment,
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string name) => name switch
    {
        "ID" => "IMAGE",
        "CreatedAt" => "CREATED AT",
        "CreatedSince" => "CREATED",
        "CreatedBy" => "CREATED BY",
        _ => name.ToUpperInvariant(),
    };

    private string CreatedBy()
    {
        var text = step.CreatedBy.Replace('\t', ' ');
        return truncate ? TextWidth.Ellipsis(text, CommandColumns) : text;
    }
}
