using Berth.Images;

namespace Berth.Build.Tests.Running;

/// <summary>What instructions make of a configuration, and their lines in the history, which are those of Docker's classic builder.</summary>
public sealed class ConfigStepsTests
{
    private static readonly ImageState s_start = new("sha256:0", new OciImageConfig { Env = ["PATH=/bin", "A=1"], Cmd = ["base"] }, OciPlatform.Host);

    [Theory]
    [InlineData("CMD echo $A", "CMD [\"/bin/sh\" \"-c\" \"echo $A\"]")]
    [InlineData("CMD [\"a\", \"b\\\"c\"]", "CMD [\"a\" \"b\\\"c\"]")]
    [InlineData("ENTRYPOINT [\"/x\"]", "ENTRYPOINT [\"/x\"]")]
    [InlineData("ENV B=$A C=\"two words\"", "ENV B=1 C=two words")]
    [InlineData("LABEL b=1 a=\"$A\"", "LABEL b=1 a=1")]
    [InlineData("EXPOSE 90/udp 80 100-102", "EXPOSE 100-102 80 90/udp")]
    [InlineData("VOLUME /b /a", "VOLUME [/b /a]")]
    [InlineData("VOLUME [\"/c d\"]", "VOLUME [/c d]")]
    [InlineData("USER me:$A", "USER me:1")]
    [InlineData("SHELL [\"/bin/bash\", \"-c\"]", "SHELL [/bin/bash -c]")]
    [InlineData("STOPSIGNAL SIGUSR1", "STOPSIGNAL SIGUSR1")]
    [InlineData("HEALTHCHECK --interval=90s --timeout=1500ms --retries=4 CMD true", "HEALTHCHECK &{[CMD-SHELL true] 1m30s 1.5s 0s 0s 4}")]
    [InlineData("HEALTHCHECK NONE", "HEALTHCHECK &{[NONE] 0s 0s 0s 0s 0}")]
    [InlineData("ONBUILD RUN x", "ONBUILD RUN x")]
    public void The_history_says_it_as_Docker_does(string line, string text) => Assert.Equal(text, Apply(line, s_start).Text);

    [Fact]
    public void An_entry_point_drops_the_bases_command_and_keeps_the_stages()
    {
        Assert.Null(Apply("ENTRYPOINT [\"/x\"]", s_start).Config.Cmd);
        Assert.Equal(["base"], Apply("ENTRYPOINT [\"/x\"]", s_start with { HasCommand = true }).Config.Cmd!);
    }

    [Fact]
    public void Variables_see_what_came_before_their_instruction()
    {
        var config = Apply("ENV A=2 B=$A A2=${A}2", s_start).Config;
        Assert.Equal(["PATH=/bin", "A=2", "B=1", "A2=12"], config.Env!);
    }

    [Fact]
    public void Ports_and_volumes_add_up()
    {
        var state = s_start with { Config = s_start.Config with { ExposedPorts = ["1/tcp"], Volumes = ["/z"] } };
        Assert.Equal(["1/tcp", "80/tcp", "81/tcp", "90/udp"], Apply("EXPOSE 80-81 90/UDP", state).Config.ExposedPorts!);
        Assert.Equal(["/a", "/z"], Apply("VOLUME /a", state).Config.Volumes!);
    }

    [Theory]
    [InlineData("EXPOSE abc", "Invalid containerPort: abc")]
    [InlineData("EXPOSE 80/icmp", "Invalid containerPort")]
    [InlineData("EXPOSE 90-80", "Invalid containerPort")]
    [InlineData("STOPSIGNAL FOO", "invalid signal: FOO")]
    public void What_is_wrong_is_said(string line, string message) =>
        Assert.Contains(message, Assert.Throws<DockerfileException>(() => Apply(line, s_start)).Message, StringComparison.Ordinal);

    private static (OciImageConfig Config, string Text) Apply(string line, ImageState state)
    {
        var instruction = new InstructionParser('\\').Parse(Assert.Single(DockerfileParser.Parse(line).Nodes));
        return new ConfigSteps(new WordExpander('\\', state.Variable)).Apply(instruction, state)!.Value;
    }
}
