using Berth.Docker;

namespace Berth.Build.Tests.Running;

public sealed class StageOutputTests
{
    [Fact]
    public void Stages_that_run_side_by_side_speak_one_after_the_other()
    {
        var log = new Log();
        StageOutput one = new(log, null), two = new(log, one), three = new(log, two);
        one.Chain();
        two.Chain();
        three.Chain();
        three.Write("3a");
        two.Write("2a");
        one.Write("1a");
        two.Done();
        one.Write("1b");
        Assert.Equal(["1a", "1b"], log.Texts);
        one.Done();
        Assert.Equal(["1a", "1b", "2a", "3a"], log.Texts);
        three.Write("3b");
        Assert.Equal("3b", log.Texts[^1]);
    }

    private sealed class Log : IProgress<ProgressMessage>
    {
        public List<string> Texts { get; } = [];

        public void Report(ProgressMessage value) => Texts.Add(value.Stream!);
    }
}
