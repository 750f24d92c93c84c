using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Berth.Monitor.Tests;

public partial class ContainerStartTests
{
    [Fact]
    public void The_document_lists_what_is_done()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository(), "docs", "container-start.md"));
        string[] listed = [.. lines.Where(l => Numbered().IsMatch(l))];
        string[] done =
        [
            .. ContainerSetup.Preparations.Select((p, i) => $"{i + 1}. **{p.Name}**: {p.Rule}"),
            .. ContainerSetup.Steps.Select((s, i) => $"{i + 1}. **{s.Name}**: {s.Rule}"),
        ];
        Assert.Equal(done, listed);
    }

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [GeneratedRegex(@"^\d+\. \*\*")]
    private static partial Regex Numbered();
}
