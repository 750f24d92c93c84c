namespace Berth.Cli.Tests;

public sealed class CompletionLineTests
{
    [Fact]
    public void An_unfinished_line_knows_its_command_and_what_an_option_waits_for()
    {
        Assert.True(CompletionLine.Read([], mixed: true).AtProgram);
        Assert.True(CompletionLine.Read(["-H", "unix:///x"], mixed: true).AtProgram);
        Assert.Equal("run", CompletionLine.Read(["run", "-it"], mixed: true).Row.Name);
        Assert.Equal(["always", "missing", "never"], CompletionLine.Read(["run", "--pull"], mixed: true).AwaitedFlag!.Values);
        Assert.Null(CompletionLine.Read(["run", "--pull=always"], mixed: true).AwaitedFlag);
        Assert.Null(CompletionLine.Read(["run", "--pull", "always"], mixed: true).AwaitedFlag);
        Assert.Equal("compose up", CompletionLine.Read(["up", "-d"], mixed: true).Row.Name);
        Assert.Equal("compose up", CompletionLine.Read(["compose", "-f", "x.yaml", "up"], mixed: false).Row.Name);
        Assert.Equal("network rm", CompletionLine.Read(["network", "rm"], mixed: false).Row.Name);
    }
}
