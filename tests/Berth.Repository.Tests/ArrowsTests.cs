using System.Xml.Linq;

namespace Berth.Repository.Tests;

/// <summary>Which project may refer to which, and what only some may use: docs/architecture.md says why.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Berth.Cli"] = ["Berth.Compose", "Berth.Docker", "Berth.Linux"],
        ["Berth.Compose"] = ["Berth.Docker"],
        ["Berth.Server"] = ["Berth.Docker"],
        ["Berth.Docker"] = [],
        ["Berth.Daemon"] = ["Berth.Server", "Berth.Build", "Berth.Engine", "Berth.Images", "Berth.Docker", "Berth.Linux"],
        ["Berth.Build"] = ["Berth.Docker", "Berth.Engine", "Berth.Images"],
        ["Berth.Engine"] = ["Berth.Docker", "Berth.Images", "Berth.Supervision", "Berth.Linux"],
        ["Berth.Images"] = ["Berth.Linux"],
        ["Berth.Supervision"] = ["Berth.Linux"],
        ["Berth.Monitor"] = ["Berth.Supervision", "Berth.Linux"],
        ["Berth.Linux"] = [],
    };

    [Fact]
    public void Projects_refer_to_what_they_may()
    {
        var found = Projects().ToDictionary(p => p.Name, p => p.Document.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).ToArray());
        Assert.Equal(s_allowed.Keys.Order(), found.Keys.Order());
        Assert.All(found, p => Assert.Subset(s_allowed[p.Key].ToHashSet(), p.Value.ToHashSet()));
    }

    [Fact]
    public void Only_the_kernels_room_has_unsafe_code() =>
        Assert.Equal(["Berth.Linux"], Projects().Where(p => p.Document.Descendants("AllowUnsafeBlocks").Any()).Select(p => p.Name));

    [Fact]
    public void Only_the_server_knows_how_http_is_served() =>
        Assert.Equal(["Berth.Server"], Projects().Where(p => p.Document.Descendants("FrameworkReference").Any()).Select(p => p.Name));

    [Fact]
    public void Each_projects_tests_stand_beside_it() =>
        Assert.All(s_allowed.Keys, name => Assert.True(File.Exists(Path.Combine(Root, "tests", name + ".Tests", name + ".Tests.csproj")), name));

    private static IEnumerable<(string Name, XDocument Document)> Projects() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(f => (Path.GetFileNameWithoutExtension(f), XDocument.Load(f)));

    internal static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "berth.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests don't run inside a checkout");
    }
}
