namespace Berth.Monitor.Tests;

public class ProcessUserTests
{
    private const string Passwd = "root:x:0:0:root:/root:/bin/sh\n# comment\nbroken\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\napp:x:1000:1000::/home/app:/bin/sh\n7:x:50:50::/seven:\nnohome:x:60:60\n";
    private const string Group = "root:x:0:\nadm:x:4:app,www-data\nwheel:x:10:root\nwww-data:x:33:\napp:x:1000:\nlog:x:1001:app\n";

    [Theory]
    [InlineData("", 0, 0, "0,10", "/root")]
    [InlineData("root", 0, 0, "0,10", "/root")]
    [InlineData("app", 1000, 1000, "1000,4,1001", "/home/app")]
    [InlineData("1000", 1000, 1000, "1000,4,1001", "/home/app")]
    [InlineData("app:adm", 1000, 4, "4", "/home/app")]
    [InlineData("app:77", 1000, 77, "77", "/home/app")]
    [InlineData("12345", 12345, 0, "0", "/")]
    [InlineData("12345:12346", 12345, 12346, "12346", "/")]
    [InlineData("7", 7, 0, "0", "/")]
    [InlineData("nohome", 60, 60, "60", "/")]
    [InlineData(":adm", 0, 4, "4", "/root")]
    public void Users_are_found_by_name_and_number(string specification, uint user, uint group, string groups, string home)
    {
        ProcessUser found = ProcessUser.Find(specification, [], Passwd, Group);
        Assert.Equal((user, group, groups, home), (found.User, found.Group, string.Join(',', found.Groups), found.Home));
    }

    [Fact]
    public void Additional_groups_are_names_or_numbers()
    {
        Assert.Equal([0, 10, 4, 999], ProcessUser.Find("", ["adm", "10", "999"], Passwd, Group).Groups);
        Assert.Equal("unable to find group nope: no matching entries in group file", Assert.Throws<SetupException>(() => ProcessUser.Find("", ["nope"], Passwd, Group)).Message);
    }

    [Theory]
    [InlineData("nobody", "unable to find user nobody: no matching entries in passwd file")]
    [InlineData("app:nope", "unable to find group nope: no matching entries in group file")]
    [InlineData("-1", "uids and gids must be in range 0-2147483647")]
    [InlineData("2147483648", "uids and gids must be in range 0-2147483647")]
    public void Unknown_ones_are_told_with_Dockers_words(string specification, string message) =>
        Assert.Equal(message, Assert.Throws<SetupException>(() => ProcessUser.Find(specification, [], Passwd, Group)).Message);

    [Fact]
    public void Files_may_be_missing()
    {
        ProcessUser found = ProcessUser.Find("", [], "", "");
        Assert.Equal((0u, 0u, "/"), (found.User, found.Group, found.Home));
    }
}
