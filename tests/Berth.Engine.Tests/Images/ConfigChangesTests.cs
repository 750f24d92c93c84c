using Berth.Docker;

namespace Berth.Engine.Tests;

public class ConfigChangesTests
{
    [Fact]
    public void Instructions_change_the_configuration()
    {
        var config = ConfigChanges.Apply(
            new ContainerConfig { Env = ["A=1"], WorkingDir = "/srv" },
            [
                "CMD [\"a\", \"b c\"]", "ENTRYPOINT run it", "ENV A=2 B='x y'", "env C three words", "LABEL l=\"v w\" m=n", "EXPOSE 80 53/udp", "VOLUME /a /b",
                "VOLUME [\"/c d\"]", "USER web", "WORKDIR sub/../x", "STOPSIGNAL QUIT", "ONBUILD RUN x", "HEALTHCHECK CMD curl x",
            ]);

        Assert.Equal(["a", "b c"], config.Cmd!);
        Assert.Equal(["/bin/sh", "-c", "run it"], config.Entrypoint!);
        Assert.Equal(["A=2", "B=x y", "C=three words"], config.Env!);
        Assert.Equal("v w", config.Labels!["l"]);
        Assert.Equal(["53/udp", "80/tcp"], config.ExposedPorts!.Keys);
        Assert.Equal(["/a", "/b", "/c d"], config.Volumes!.Keys);
        Assert.Equal(("web", "/srv/x", "QUIT"), (config.User, config.WorkingDir, config.StopSignal));
        Assert.Equal(["RUN x"], config.OnBuild!);
        Assert.Equal(["CMD-SHELL", "curl x"], config.Healthcheck!.Test!);
    }

    [Theory]
    [InlineData("RUN x", "RUN is not a valid change command")]
    [InlineData("ENV", "ENV requires at least one argument")]
    [InlineData("ENV A", "ENV must have two arguments")]
    [InlineData("LABEL a=b c", "Syntax error - can't find = in \"c\". Must be of the form: name=value")]
    [InlineData("STOPSIGNAL ZZ", "invalid signal: ZZ")]
    public void Others_are_refused(string change, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<DockerException>(() => ConfigChanges.Apply(new ContainerConfig(), [change])).Message);

    [Theory]
    [InlineData("nginx*", "nginx:latest", true)]
    [InlineData("ngin?", "nginx", true)]
    [InlineData("*/app", "me/app", true)]
    [InlineData("*", "me/app", false)]
    [InlineData("[a-n]ginx", "nginx", true)]
    [InlineData("[^n]ginx", "nginx", false)]
    [InlineData("nginx", "nginx2", false)]
    [InlineData("n\\*", "n*", true)]
    public void Patterns_are_Gos(string pattern, string text, bool matches) => Assert.Equal(matches, PathPattern.Matches(pattern, text));
}
