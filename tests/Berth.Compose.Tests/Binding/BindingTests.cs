using Berth.Docker;

namespace Berth.Compose.Tests;

public sealed class BindingTests
{
    [Theory]
    [InlineData("echo hi", "echo|hi")]
    [InlineData("sh -c \"echo 'a b'\"", "sh|-c|echo 'a b'")]
    [InlineData("a 'b \"c\"' d", "a|b \"c\"|d")]
    [InlineData("a\\ b c\\\\d", "a b|c\\d")]
    [InlineData("a '' \"\"", "a||")]
    [InlineData("  a   b ", "a|b")]
    [InlineData("a; b", "a")]
    [InlineData("a > b", "a")]
    [InlineData("a 2> b", "a")]
    [InlineData("a | b", "a")]
    [InlineData("x $(y z) w", "x|$(y z)|w")]
    [InlineData("`a b` c", "`a b`|c")]
    [InlineData("", "")]
    public void Commands_are_split(string line, string expected) => Assert.Equal(expected, string.Join('|', ShellWords.Split(line)!));

    [Theory]
    [InlineData("a 'b")]
    [InlineData("a \"b")]
    [InlineData("a \\")]
    [InlineData("(a)")]
    [InlineData("a)")]
    [InlineData("`a")]
    public void Commands_that_do_not_pair_up(string line) => Assert.Null(ShellWords.Split(line));

    [Theory]
    [InlineData("64", 64)]
    [InlineData("64b", 64)]
    [InlineData("1k", 1024)]
    [InlineData("1.5g", 1610612736)]
    [InlineData("2MB", 2097152)]
    [InlineData("1 gib", 1073741824)]
    [InlineData("1t", 1099511627776)]
    [InlineData("-5m", null)]
    [InlineData("5x", null)]
    [InlineData("m", null)]
    [InlineData("1kbb", null)]
    [InlineData("", null)]
    public void Sizes(string text, object? expected) => Assert.Equal(expected is null ? null : Convert.ToInt64(expected, System.Globalization.CultureInfo.InvariantCulture), ByteSize.Parse(text));

    [Theory]
    [InlineData("10s", 10_000_000_000, "10s")]
    [InlineData("1m30s", 90_000_000_000, "1m30s")]
    [InlineData("90s", 90_000_000_000, "1m30s")]
    [InlineData("1.5h", 5_400_000_000_000, "1h30m0s")]
    [InlineData("500ms", 500_000_000, "500ms")]
    [InlineData("1d", 86_400_000_000_000, "24h0m0s")]
    [InlineData("1w", 604_800_000_000_000, "168h0m0s")]
    [InlineData("2us", 2_000, "2µs")]
    [InlineData("1.5ms", 1_500_000, "1.5ms")]
    [InlineData("-1s", -1_000_000_000, "-1s")]
    [InlineData("0", 0, "0s")]
    [InlineData("10", null, null)]
    [InlineData("s", null, null)]
    [InlineData("1x", null, null)]
    [InlineData("", null, null)]
    [InlineData("99999999999h", null, null)]
    public void Durations(string text, object? nanoseconds, string? printed)
    {
        long? expected = nanoseconds is null ? null : Convert.ToInt64(nanoseconds, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, GoDuration.Parse(text, days: true));
        if (expected is { } known)
        {
            Assert.Equal(printed, new ComposeDuration(known).ToString());
        }
    }

    [Fact]
    public void Numbers_and_strings_are_converted_as_Compose_does()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {image: x, cpu_shares: 1.9, mem_limit: 1.5, shm_size: 1g, pids_limit: \"7\", attach: \"no\", expose: [80, \"90\"], group_add: [5], labels: {n: 1.10, t: true, e: }, logging: {driver: d, options: {a: 1, b: }}}}").Service();
        Assert.Equal((1L, 0L, 1L << 30, 7L, (bool?)false), (service.CpuShares, service.MemLimit, service.ShmSize, service.PidsLimit, service.Attach));
        Assert.Equal(["80", "90"], service.Expose);
        Assert.Equal(["5"], service.GroupAdd);
        Assert.Equal(("1.1", "true", ""), (service.Labels["n"], service.Labels["t"], service.Labels["e"]));
        Assert.Equal(("1", ""), (service.Logging!.Options["a"], service.Logging.Options["b"]));
    }

    [Fact]
    public void Empty_commands_differ_from_none()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {image: x, entrypoint: \"\"}}").Service();
        Assert.Empty(service.Entrypoint!);
        Assert.Null(service.Command);
    }

    [Fact]
    public void Hosts_have_addresses_in_every_form()
    {
        ServiceConfig service = MemoryFiles.Of("services: {a: {image: x, extra_hosts: [\"h=1.1.1.1\", \"h:2.2.2.2\", \"i=[::1]\", \"j=1.1.1.1,2.2.2.2\"]}}").Service();
        Assert.Equal(["1.1.1.1", "2.2.2.2"], service.ExtraHosts["h"]);
        Assert.Equal(["::1"], service.ExtraHosts["i"]);
        Assert.Equal(2, service.ExtraHosts["j"].Count);
    }

    [Theory]
    [InlineData("extra_hosts: [h]", "\"h\" has no address")]
    [InlineData("healthcheck: {interval: fast}", "\"fast\" is no duration")]
    [InlineData("mem_limit: 12x", "\"12x\" is no size")]
    [InlineData("command: \"a 'b\"", "this command has a quote, bracket or operator that a shell would need")]
    [InlineData("blkio_config: {weight: \"5\"}", "\"5\" is not a whole number")]
    [InlineData("configs: [{source: c, mode: \"9\"}]", "\"9\" is no file mode")]
    [InlineData("environment: [\"A =b\"]", "the variable \"A \" has a space before \"=\"")]
    public void Values_that_mean_nothing(string attribute, string expected) =>
        Assert.EndsWith(expected, MemoryFiles.Of("services: {a: {image: x, " + attribute + "}}\nconfigs: {c: {file: f}}").Errors()[0], StringComparison.Ordinal);

    [Fact]
    public void Every_attribute_of_a_service_comes_through()
    {
        // Written in the canonical form, loaded and written again, it is the same: nothing is lost on the way.
        string first = MemoryFiles.Of(FullExample.Text).Config(null, "COMPOSE_PROFILES=p");
        Assert.Equal(first, MemoryFiles.Of(first).Config(null, "COMPOSE_PROFILES=p"));
        foreach (string attribute in FullExample.ServiceAttributes)
        {
            Assert.Contains($"    {attribute}:", first, StringComparison.Ordinal);
        }
    }
}
