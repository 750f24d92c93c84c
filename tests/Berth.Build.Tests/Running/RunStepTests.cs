using Berth.Docker;

namespace Berth.Build.Tests.Running;

public sealed class RunStepTests
{
    [Theory]
    [InlineData("RUN x", "", null)]
    [InlineData("RUN --security=sandbox --network=none x", "", null)]
    [InlineData("RUN --security=insecure x", "security.insecure", null)]
    [InlineData("RUN --security=insecure x", "network.host", "security.insecure is not allowed: the step has all rights on this machine; if it may, build with --allow security.insecure")]
    [InlineData("RUN --security=none x", "security.insecure", "security mode \"none\" is not valid: sandbox or insecure")]
    [InlineData("RUN --network=own x", "", "invalid network mode: own (default, none or host)")]
    public void A_step_may_ask_only_for_what_there_is_and_is_allowed(string text, string allowed, string? message)
    {
        var run = Assert.IsType<Instruction.Run>(new InstructionParser('\\').Parse(DockerfileParser.Parse(text).Nodes[0]));
        var step = new RunStep(null!, new BuildRequest { Entitlements = [allowed] }, null!, null!);
        Assert.Equal(message, Record.Exception(() => step.Check(run))?.Message);
    }
}
