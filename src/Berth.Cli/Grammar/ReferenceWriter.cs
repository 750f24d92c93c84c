using System.Text;

namespace Berth.Cli;

/// <summary>Writes the reference of all commands, <c>docs/cli.md</c>, from the table.</summary>
internal static class ReferenceWriter
{
    /// <summary>The whole page.</summary>
    public static string Write()
    {
        var text = new StringBuilder(
            """
            # The command line

            Written from the table of commands by a test (`ReferenceTests`); change the table in `src/Berth.Cli/Grammar/Tables`, not this page.

            `berth COMMAND` has the docker command line's grammar, `berth compose COMMAND` Docker Compose's. A Compose command whose name docker hasn't is there
            without the word (`berth up`). Where both have a name (`berth logs`), docker's command is meant, unless the words only fit Compose's, or name a service
            and no container, and there is a Compose file in the working folder or above it, or `-f` or `-p` stand before the command.
            Called through a link named `docker` or `docker-compose`, the program has that one's grammar alone.


            """);
        var rows = CommandTable.All().Where(static row => !row.Hidden || row.Name is "berth").ToList();
        Section(text, "berth", rows.First(static row => row.Name == "berth"));
        foreach (var row in rows.Where(static row => row.Name is not ("berth" or "docker") && !row.IsGroup).OrderBy(static row => row.Name.StartsWith("compose ", StringComparison.Ordinal)).ThenBy(static row => row.Name, StringComparer.Ordinal))
            Section(text, "berth " + row.Name, row);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Section(StringBuilder text, string name, CommandRow row)
    {
        text.Append("## ").Append(name).Append("\n\n").Append(row.About).Append(".\n\n```\n");
        foreach (var usage in row.Attributes("usage:"u8))
            text.Append(name).Append(usage).Append('\n');
        text.Append("```\n\n");
        foreach (var line in row.Attributes("text: "u8))
            text.Append(line).Append('\n');
        var others = row.Names().Skip(1).ToList();
        if (others.Count > 0)
            text.Append("Also: ").AppendJoin(", ", others.Select(static other => $"`berth {other}`")).Append("\n\n");
        var options = HelpWriter.Options(row);
        if (options.Count == 0)
            return;
        text.Append("| option | |\n|---|---|\n");
        foreach (var (_, left, help) in options)
            text.Append("| `").Append(left.Trim()).Append("` | ").Append(help.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        text.Append('\n');
    }
}
