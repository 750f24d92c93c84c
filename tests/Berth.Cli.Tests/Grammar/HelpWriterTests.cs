namespace Berth.Cli.Tests;

public sealed class HelpWriterTests
{
    [Fact]
    public void Help_shows_usage_other_names_and_options_in_order()
    {
        Assert.Equal(
            """
            Usage:  berth stop [OPTIONS] CONTAINER [CONTAINER...]

            Stop running containers

            Aliases:
              berth stop, berth container stop

            Options:
              -s, --signal string   Signal to send first
              -t, --timeout int     Seconds to wait before the container is killed

            """,
            HelpWriter.Write(CommandTable.Find("stop")!, "berth stop", 80, []));
    }

    [Fact]
    public void Long_sentences_are_wrapped_under_themselves()
    {
        var help = HelpWriter.Write(CommandTable.Find("compose scale")!, "berth scale", 50, []);
        Assert.Contains("      --dry-run   Say what would be done and do\n                  nothing\n", help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_lists_its_commands()
    {
        var row = CommandTable.Find("network")!;
        var help = HelpWriter.Write(row, "berth network", 80, CommandTree.Children("network", hoistCompose: false));
        Assert.Contains("\nCommands:\n  connect     Connect a container to a network\n  create      Create a network\n", help, StringComparison.Ordinal);
        Assert.EndsWith("Run 'berth network COMMAND --help' for more about a command.\n", help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_lists_what_does_not_clash_beside_dockers_commands()
    {
        var names = CommandTree.Children("", hoistCompose: true).ConvertAll(child => child.Name);
        Assert.Contains("up", names);
        Assert.Contains("down", names);
        Assert.Contains("config", names);
        Assert.Single(names, "ps");
        Assert.DoesNotContain("__complete", names);
        Assert.DoesNotContain("compose-globals", names);
        Assert.DoesNotContain("up", CommandTree.Children("", hoistCompose: false).ConvertAll(child => child.Name));
    }
}
