using Berth.Docker;

namespace Berth.Cli;

/// <summary>A repository in <c>search</c>.</summary>
internal sealed class SearchRow(ImageSearchResult result, bool truncate) : ListRow
{
    private const int DescriptionColumns = 45;

    /// <summary>The columns of the table.</summary>
    public static string[] Columns => ["Name", "Description", "StarCount", "IsOfficial"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames => ["Description", "IsAutomated", "IsOfficial", "Name", "StarCount"];

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "Name" => result.Name,
        "Description" => Description(),
        "StarCount" => TemplateValue.Print((long)result.StarCount),
        "IsOfficial" => result.IsOfficial ? "[OK]" : "",
        "IsAutomated" => result.IsAutomated ? "[OK]" : "",
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string name) => name switch
    {
        "StarCount" => "STARS",
        "IsOfficial" => "OFFICIAL",
        "IsAutomated" => "AUTOMATED",
        _ => name.ToUpperInvariant(),
    };

    private string Description()
    {
        var text = result.Description.Replace('\n', ' ').Replace('\r', ' ');
        return truncate ? TextWidth.Ellipsis(text, DescriptionColumns) : text;
    }
}
