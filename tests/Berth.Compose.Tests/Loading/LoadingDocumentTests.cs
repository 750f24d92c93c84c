namespace Berth.Compose.Tests;

/// <summary><c>docs/compose-loading.md</c> has an example of every step, in order, and each is true.</summary>
public sealed class LoadingDocumentTests
{
    private static readonly string[] Document = File.ReadAllLines(Path.Combine(Repository.Root(), "docs", "compose-loading.md"));

    public static TheoryData<string> Steps => [.. Headings()];

    [Fact]
    public void It_names_the_steps_in_their_order() => Assert.Equal(LoadSteps.Names, Headings());

    [Theory]
    [MemberData(nameof(Steps))]
    public void Each_example_is_true(string step)
    {
        List<string[]> blocks = Blocks(step);
        Assert.Equal(2, blocks.Count);
        MemoryFiles files = Files(blocks[0]);
        StringWriter output = new();
        StringWriter errors = new();
        ConfigCommand.Run(new ConfigOptions { Load = files.Options("HOME=/home/me") }, output, errors);
        string shown = output.ToString() + errors;
        Assert.Contains("\n" + string.Join('\n', blocks[1]) + "\n", "\n" + shown, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Headings() => Document.Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]);

    private static List<string[]> Blocks(string step)
    {
        int start = Array.IndexOf(Document, "### " + step);
        List<string[]> blocks = [];
        for (int i = start + 1; i < Document.Length && !Document[i].StartsWith('#'); i++)
        {
            if (Document[i].StartsWith("```", StringComparison.Ordinal))
            {
                int end = Array.IndexOf(Document, "```", i + 1);
                blocks.Add(Document[(i + 1)..end]);
                i = end;
            }
        }

        return blocks;
    }

    private static MemoryFiles Files(string[] lines)
    {
        MemoryFiles files = new();
        string name = "compose.yaml";
        List<string> text = [];
        foreach (string line in lines.Append("# file: "))
        {
            if (line.StartsWith("# file: ", StringComparison.Ordinal))
            {
                files.With(name, string.Join('\n', text) + "\n");
                name = line["# file: ".Length..];
                text.Clear();
            }
            else
            {
                text.Add(line);
            }
        }

        return files;
    }
}
