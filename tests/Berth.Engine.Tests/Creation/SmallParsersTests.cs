namespace Berth.Engine.Tests;

public class SmallParsersTests
{
    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("SIGTERM", 15)]
    [InlineData("sigkill", 9)]
    [InlineData("9", 9)]
    [InlineData("USR1", 10)]
    [InlineData("RTMIN+3", 37)]
    [InlineData("SIGRTMAX-1", 63)]
    [InlineData("IOT", 6)]
    public void Signals_by_name_and_number(string text, int number)
    {
        Assert.True(SignalNames.TryParse(text, out int parsed));
        Assert.Equal(number, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("ZZ")]
    [InlineData("RTMIN+99")]
    [InlineData("-9")]
    public void Other_texts_are_no_signals(string text) => Assert.False(SignalNames.TryParse(text, out _));

    [Theory]
    [InlineData("512", 512)]
    [InlineData("10k", 10_240)]
    [InlineData("10m", 10_485_760)]
    [InlineData("1.5g", 1_610_612_736)]
    [InlineData("2MB", 2_097_152)]
    [InlineData("2MiB", 2_097_152)]
    [InlineData("1b", 1)]
    public void Numbers_of_bytes(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out long parsed));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-1")]
    [InlineData("10x")]
    public void Other_texts_are_no_numbers_of_bytes(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Fact]
    public void Sets_of_numbers()
    {
        Assert.True(NumberSet.TryParse("0-2,5", out var numbers));
        Assert.Equal([0, 1, 2, 5], numbers.Order());
        Assert.False(NumberSet.TryParse("3-1", out _));
        Assert.False(NumberSet.TryParse("", out _));
    }

    [Fact]
    public void Capabilities_are_Dockers_fourteen_with_what_is_added_and_dropped()
    {
        Assert.Equal(14, CapabilityNames.Effective(false, null, null, CapabilityNames.Known).Count);
        Assert.Contains("CAP_NET_ADMIN", CapabilityNames.Effective(false, ["net_admin"], null, CapabilityNames.Known));
        Assert.DoesNotContain("CAP_KILL", CapabilityNames.Effective(false, null, ["CAP_KILL"], CapabilityNames.Known));
        Assert.Equal(["CAP_CHOWN"], CapabilityNames.Effective(false, ["CHOWN"], ["ALL"], CapabilityNames.Known));
        Assert.Equal(40, CapabilityNames.Effective(false, ["ALL"], ["SYS_ADMIN"], CapabilityNames.Known).Count);
        Assert.Equal(41, CapabilityNames.Effective(true, null, ["ALL"], CapabilityNames.Known).Count);
        Assert.Equal(["CAP_CHOWN"], CapabilityNames.Effective(true, null, null, ["CAP_CHOWN"]));
    }

    [Fact]
    public void Security_options()
    {
        var options = SecurityOptions.TryParse(["no-new-privileges:true", "seccomp=unconfined", "label=disable", "apparmor=x"], out _);

        Assert.True(options!.NoNewPrivileges);
        Assert.Equal("unconfined", options.Seccomp);
        Assert.Equal("""{"defaultAction":"SCMP_ACT_ALLOW"}""", SecurityOptions.TryParse(["""seccomp={"defaultAction":"SCMP_ACT_ALLOW"}"""], out _)!.Seccomp);
        Assert.Null(SecurityOptions.TryParse(["seccomp=/nosuch"], out string? sentence));
        Assert.Equal("Decoding seccomp profile failed: invalid character '/' looking for beginning of value", sentence);
    }
}
