using System.Text.RegularExpressions;

namespace Berth.Repository.Tests;

/// <summary>Documents name what is there.</summary>
public sealed partial class DocumentsTests
{
    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var broken = new List<string>();
        foreach (string file in Directory.EnumerateFiles(ArrowsTests.Root, "*.md", SearchOption.TopDirectoryOnly).Concat(Directory.EnumerateFiles(Path.Combine(ArrowsTests.Root, "docs"), "*.md", SearchOption.AllDirectories)))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(file)))
            {
                string target = link.Groups[1].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) continue;
                if (!Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target))) broken.Add($"{Path.GetFileName(file)}: {target}");
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void The_readmes_example_is_the_one_that_is_tested()
    {
        string example = File.ReadAllText(Path.Combine(ArrowsTests.Root, "examples", "django", "docker-compose.yml"));
        Assert.Contains("# docker-compose.yml\n" + example[example.IndexOf("services:", StringComparison.Ordinal)..] + "```", File.ReadAllText(Path.Combine(ArrowsTests.Root, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_architecture_names_every_project()
    {
        string text = File.ReadAllText(Path.Combine(ArrowsTests.Root, "docs", "architecture.md"));
        Assert.All(Directory.EnumerateDirectories(Path.Combine(ArrowsTests.Root, "src")).Select(d => Path.GetFileName(d)!).Where(n => n.StartsWith("Berth.", StringComparison.Ordinal)), name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
