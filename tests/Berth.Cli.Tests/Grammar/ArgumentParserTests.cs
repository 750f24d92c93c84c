namespace Berth.Cli.Tests;

public sealed class ArgumentParserTests
{
    private static readonly CommandRow s_run = CommandTable.Find("run")!;
    private static readonly CommandRow s_ps = CommandTable.Find("ps")!;

    [Fact]
    public void Options_end_at_the_first_word_where_the_command_hands_the_rest_on()
    {
        var arguments = Run("-it", "busybox", "sh", "-l", "--rm");
        Assert.Equal(["busybox", "sh", "-l", "--rm"], arguments.Words);
        Assert.True(arguments.Bool("interactive"u8));
        Assert.True(arguments.Bool("tty"u8));
        Assert.False(arguments.Bool("rm"u8));
    }

    [Fact]
    public void Options_may_follow_words_elsewhere()
    {
        var arguments = ArgumentParser.Parse(CommandTable.Find("rm")!, ["one", "-f", "two"], flagsFirst: false);
        Assert.Equal(["one", "two"], arguments.Words);
        Assert.True(arguments.Bool("force"u8));
    }

    [Theory]
    [InlineData("-itp8080:80", "8080:80")]
    [InlineData("-itp=8080:80", "8080:80")]
    [InlineData("-itp", "8080:80", "8080:80")]
    [InlineData("--publish=8080:80", "8080:80")]
    [InlineData("--publish", "8080:80", "8080:80")]
    public void A_value_stands_in_all_of_pflags_places(params string[] words)
    {
        var arguments = Run([.. words[..^1], "busybox"]);
        Assert.Equal([words[^1]], arguments.List("publish"u8));
        Assert.Equal(["busybox"], arguments.Words);
    }

    [Theory]
    [InlineData("--rm", true), InlineData("--rm=true", true), InlineData("--rm=1", true), InlineData("--rm=T", true)]
    [InlineData("--rm=false", false), InlineData("--rm=0", false), InlineData("-d=false", false)]
    public void A_switch_takes_a_value_only_behind_an_equals_sign(string word, bool expected)
    {
        var arguments = Run(word, "busybox");
        Assert.Equal(expected, arguments.Bool("rm"u8) || arguments.Bool("detach"u8));
        Assert.Equal(["busybox"], arguments.Words);
    }

    [Fact]
    public void Two_dashes_end_options()
    {
        Assert.Equal(["-x", "--", "y"], ArgumentParser.Parse(CommandTable.Find("rm")!, ["--", "-x", "--", "y"], flagsFirst: false).Words);
        Assert.Equal(["-"], ArgumentParser.Parse(CommandTable.Find("rm")!, ["-"], flagsFirst: false).Words);
    }

    [Fact]
    public void Defaults_hold_until_something_is_given()
    {
        var arguments = Run("busybox");
        Assert.True(arguments.Bool("sig-proxy"u8));
        Assert.False(Run("--sig-proxy=false", "busybox").Bool("sig-proxy"u8));
        Assert.Equal("missing", arguments.TextOrNull("pull"u8));
        Assert.Equal("always", Run("--pull", "never", "--pull", "always", "busybox").Text("pull"u8));
        Assert.Equal(-1, arguments.Int("memory-swappiness"u8));
        Assert.Null(arguments.TextOrNull("name"u8));
        Assert.False(arguments.Has("name"u8));
    }

    [Fact]
    public void Arrays_keep_commas_and_slices_split_them()
    {
        Assert.Equal(["a=1,2", "b"], Run("-e", "a=1,2", "-e", "b", "busybox").List("env"u8));
        var create = ArgumentParser.Parse(CommandTable.Find("network create")!, ["--subnet", "10.0.0.0/8,fd00::/64", "--subnet", "\"a,b\"", "net"], flagsFirst: false);
        Assert.Equal(["10.0.0.0/8", "fd00::/64", "a,b"], create.Csv("subnet"u8));
    }

    [Fact]
    public void Another_spelling_is_the_same_option()
    {
        Assert.Equal(["a", "b"], Run("--net", "a", "--network", "b", "busybox").List("network"u8));
        var exec = ArgumentParser.Parse(CommandTable.Find("compose exec")!, ["--no-TTY", "web", "sh"], flagsFirst: true);
        Assert.True(exec.Bool("no-tty"u8));
    }

    [Theory]
    [InlineData("unknown flag: --bogus", "--bogus")]
    [InlineData("unknown flag: --detatch\nDid you mean --detach?", "--detatch")]
    [InlineData("unknown shorthand flag: 'x' in -x", "-x")]
    [InlineData("unknown shorthand flag: 'x' in -xz", "-itxz")]
    [InlineData("flag needs an argument: --name", "--name")]
    [InlineData("flag needs an argument: 'p' in -p", "-itp")]
    [InlineData("bad flag syntax: --=x", "--=x")]
    [InlineData("bad flag syntax: ---x", "---x")]
    [InlineData("invalid argument \"foo\" for \"--rm\" flag: strconv.ParseBool: parsing \"foo\": invalid syntax", "--rm=foo")]
    [InlineData("invalid argument \"abc\" for \"-m, --memory\" flag: invalid size: 'abc'", "--memory=abc")]
    [InlineData("invalid argument \"abc\" for \"--health-interval\" flag: time: invalid duration \"abc\"", "--health-interval=abc")]
    [InlineData("invalid argument \"70000\" for \"--blkio-weight\" flag: strconv.ParseUint: parsing \"70000\": value out of range", "--blkio-weight=70000")]
    [InlineData("invalid argument \"x\" for \"--cpus\" flag: failed to parse x as a rational number", "--cpus=x")]
    [InlineData("invalid argument \"-2\" for \"--memory-swap\" flag: invalid size: '-2'", "--memory-swap=-2")]
    public void Wrong_words_are_refused_in_pflags_words(string message, params string[] words) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Run(words)).Message);

    [Fact]
    public void Numbers_are_read_as_go_reads_them()
    {
        Assert.Equal(16, Ps("-n", "0x10").Int("last"u8));
        Assert.Equal(8, Ps("-n", "010").Int("last"u8));
        Assert.Equal(-1, Ps().Int("last"u8));
        Assert.Equal(
            "invalid argument \"abc\" for \"-n, --last\" flag: strconv.ParseInt: parsing \"abc\": invalid syntax",
            Assert.Throws<UsageException>(() => Ps("-n", "abc")).Message);
    }

    [Fact]
    public void Help_is_asked_for_by_a_letter_unless_the_command_has_another_use_for_it()
    {
        Assert.True(Ps("-h").HelpAsked);
        Assert.True(Ps("--help").HelpAsked);
        Assert.Equal("castle", Run("-h", "castle", "busybox").Text("hostname"u8));
        Assert.True(Run("--help").HelpAsked);
        Assert.False(Run("busybox", "--help").HelpAsked);
    }

    private static ParsedArguments Run(params string[] words) => ArgumentParser.Parse(s_run, words, flagsFirst: true);

    private static ParsedArguments Ps(params string[] words) => ArgumentParser.Parse(s_ps, words, flagsFirst: false);
}
