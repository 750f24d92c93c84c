namespace Berth.Compose.Tests;

/// <summary><c>docs/compatibility.md</c> ends with the table that the schema makes.</summary>
public sealed class CompatibilityDocumentTests
{
    private const string Mark = "<!-- From here on made from the schema. BERTH_WRITE_DOCS=1 writes it anew. -->\n";

    [Fact]
    public void The_table_is_the_schema()
    {
        string path = Path.Combine(Repository.Root(), "docs", "compatibility.md");
        string text = File.ReadAllText(path);
        int at = text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        Assert.True(at >= Mark.Length, "the mark is missing");
        string expected = text[..at] + "\n" + SchemaTable.Write().TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("BERTH_WRITE_DOCS") is not null)
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }
}
