namespace Berth.Cli.Tests;

public sealed class DetachKeysTests
{
    [Fact]
    public void Keys_that_only_begin_the_sequence_go_on_with_the_next_one()
    {
        var keys = DetachKeys.Parse(null);
        Assert.Equal([1], Filter(keys, 1));
        Assert.Equal([], Filter(keys, 16));
        Assert.Equal([16, 2], Filter(keys, 2));
        Assert.Equal([3], Filter(keys, 3, 16));
        Assert.Equal([], Filter(keys, 17));
        Assert.True(keys.Typed);
    }

    [Fact]
    public void The_first_key_twice_still_leads_out()
    {
        var keys = DetachKeys.Parse("ctrl-p,ctrl-q");
        Assert.Equal([16], Filter(keys, 16, 16));
        Assert.Equal([], Filter(keys, 17));
        Assert.True(keys.Typed);
    }

    [Fact]
    public void A_sequence_is_letters_and_control_keys()
    {
        var keys = DetachKeys.Parse("a,ctrl-@,ctrl-[");
        Assert.Equal([], Filter(keys, (byte)'a', 0, 27));
        Assert.True(keys.Typed);
        Assert.Equal("invalid detach keys (ctrl-xx): Unknown character: 'ctrl-xx'", Assert.Throws<UsageException>(() => DetachKeys.Parse("ctrl-xx")).Message);
    }

    [Fact]
    public void No_keys_never_lead_out()
    {
        var keys = DetachKeys.Parse("");
        Assert.Equal([16, 17], Filter(keys, 16, 17));
        Assert.False(keys.Typed);
    }

    private static byte[] Filter(DetachKeys keys, params byte[] typed)
    {
        var passed = new byte[64];
        return passed[..keys.Filter(typed, passed)];
    }
}
