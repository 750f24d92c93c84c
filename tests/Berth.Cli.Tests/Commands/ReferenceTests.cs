namespace Berth.Cli.Tests;

public sealed class ReferenceTests
{
    // To write it anew: BERTH_WRITE_DOCS=1 and run this test.
    [Fact]
    public void The_reference_in_docs_is_the_tables()
    {
        var path = Path.Combine(Root(), "docs", "cli.md");
        var text = ReferenceWriter.Write();
        if (Environment.GetEnvironmentVariable("BERTH_WRITE_DOCS") is not null) File.WriteAllText(path, text);
        Assert.Equal(text, File.ReadAllText(path));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "berth.slnx"))) folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
        return folder;
    }
}
