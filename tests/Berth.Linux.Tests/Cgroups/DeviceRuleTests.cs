namespace Berth.Linux.Tests;

public class DeviceRuleTests
{
    [Theory]
    [InlineData("c 1:3 rwm")]
    [InlineData("b *:* m")]
    [InlineData("a *:* rwm")]
    [InlineData("c 136:* rw")]
    public void Rules_are_read_and_written(string text) => Assert.Equal(text, DeviceRule.Parse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("c 1 rwm")]
    [InlineData("d 1:3 rwm")]
    [InlineData("c 1:3 rwx")]
    [InlineData("c 1:3")]
    [InlineData("c -1:3 r")]
    public void What_is_none_is_refused(string text) => Assert.Null(DeviceRule.Parse(text));

    [Fact]
    public void Rules_add_up_to_exceptions()
    {
        var access = new DeviceAccess([new(true, 'c', 1, 3, "r"), new(true, 'c', 1, 3, "w"), new(true, 'c', 1, 5, "rwm"), new(false, 'c', 1, 5, "wm"), new(true, 'b', 8, 0, "r"), new(false, 'b', 8, 0, "r")]);
        Assert.False(access.AllowsByDefault);
        Assert.Equal([('c', 1u, 3u, DeviceAccess.Read | DeviceAccess.Write), ('c', 1u, 5u, DeviceAccess.Read)], access.Exceptions);
        var open = new DeviceAccess([new(true, 'a', null, null, "rwm"), new(false, 'c', 1, 3, "w")]);
        Assert.True(open.AllowsByDefault);
        Assert.Equal([('c', 1u, 3u, DeviceAccess.Write)], open.Exceptions);
    }

    [Fact]
    public void The_default_is_docker_s() => Assert.Equal(
        "b *:* m;c *:* m;c 10:200 rwm;c 136:* rwm;c 1:3 rwm;c 1:5 rwm;c 1:7 rwm;c 1:8 rwm;c 1:9 rwm;c 5:0 rwm;c 5:1 rwm;c 5:2 rwm",
        string.Join(';', DeviceRule.ContainerDefault.Select(r => r.ToString()).Order(StringComparer.Ordinal)));
}
