namespace Berth.Engine.Tests;

public class LifecycleTests
{
    [Theory]
    [InlineData("created", "Started", "running", "start")]
    [InlineData("exited", "Started", "running", "start")]
    [InlineData("restarting", "Started", "running", "start")]
    [InlineData("running", "Ended", "exited", "die")]
    [InlineData("running", "EndedForNow", "restarting", "die")]
    [InlineData("running", "Paused", "paused", "pause")]
    [InlineData("paused", "Unpaused", "running", "unpause")]
    [InlineData("paused", "Ended", "exited", "die")]
    [InlineData("restarting", "Ended", "exited", null)]
    [InlineData("created", "StartFailed", "created", null)]
    [InlineData("removing", "Removed", "removing", "destroy")]
    [InlineData("removing", "RemovalFailed", "dead", null)]
    [InlineData("dead", "RemovalBegun", "removing", null)]
    public void A_legal_move_leads_on_and_names_its_event(string from, string trigger, string to, string? action)
    {
        var move = Lifecycle.Next(Lifecycle.FromWord(from)!.Value, Enum.Parse<ContainerTrigger>(trigger));

        Assert.NotNull(move);
        Assert.Equal(to, Lifecycle.Word(move.To));
        Assert.Equal(action, move.Event);
    }

    [Theory]
    [InlineData("created", "Ended")]
    [InlineData("running", "Started")]
    [InlineData("paused", "Started")]
    [InlineData("running", "RemovalBegun")]
    [InlineData("paused", "RemovalBegun")]
    [InlineData("restarting", "RemovalBegun")]
    [InlineData("removing", "Started")]
    [InlineData("dead", "Started")]
    [InlineData("exited", "Paused")]
    public void Other_moves_are_not_legal(string from, string trigger) =>
        Assert.Null(Lifecycle.Next(Lifecycle.FromWord(from)!.Value, Enum.Parse<ContainerTrigger>(trigger)));

    [Fact]
    public void Words_are_Dockers_and_read_back()
    {
        string[] words = ["created", "running", "paused", "restarting", "exited", "removing", "dead"];

        Assert.Equal(words, Enum.GetValues<ContainerStatus>().Select(Lifecycle.Word));
        Assert.All(words, word => Assert.Equal(word, Lifecycle.Word(Lifecycle.FromWord(word)!.Value)));
        Assert.Null(Lifecycle.FromWord("asleep"));
    }
}
