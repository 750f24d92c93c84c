namespace Berth.Cli.Tests;

public sealed class DispatchTests
{
    // Rows without code yet: each is a clear error. The list may only become shorter.
    private static readonly string[] s_missing =
    [
        "compose publish", "compose bridge convert", "compose bridge transformations list", "compose bridge transformations create", "compose alpha generate",
    ];

    [Fact]
    public void Every_row_has_code_or_is_known_to_have_none()
    {
        var source = Directory.GetFiles(Path.Combine(Root(), "src", "Berth.Cli", "Commands"), "*Commands.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        var missing = new List<string>();
        foreach (var row in CommandTable.All())
        {
            if (row.IsGroup || row.Name is "berth" or "docker" or "help" or "compose-globals" or "compose-verb" or "container-options") continue;
            var name = row.Name.StartsWith("compose ", StringComparison.Ordinal) ? row.Name["compose ".Length..] : row.Name;
            if (!source.Exists(text => text.Contains($"\"{name}\" => ", StringComparison.Ordinal)) && row.Name != "compose version") missing.Add(row.Name);
        }

        Assert.Equal(s_missing.Order(), missing.Order());
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "berth.slnx"))) folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
        return folder;
    }
}
