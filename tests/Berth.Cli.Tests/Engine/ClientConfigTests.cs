using System.Text.Json;
using Berth.Docker;

namespace Berth.Cli.Tests;

public sealed class ClientConfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_not_changed_stays()
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), """{"psFormat":"x","auths":{"a.example":{"auth":"dTpw"}},"other":[1]}""");
        var config = new ClientConfig(_folder);
        RegistryLogins.Store(new AuthConfig { ServerAddress = "b.example", Username = "me", Password = "secret" }, config);
        config.Change("currentContext", writer => writer.WriteStringValue("far"));
        using var document = JsonDocument.Parse(File.ReadAllText(config.FilePath));
        Assert.Equal("[1]", document.RootElement.GetProperty("other").GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal));
        Assert.Equal("far", config.CurrentContext);
        Assert.Equal("x", config.Text("psFormat"u8));
        Assert.Equal(("u", "p"), (RegistryLogins.For("a.example", config)!.Username, RegistryLogins.For("a.example", config)!.Password));
        Assert.Equal("secret", RegistryLogins.For("b.example", config)!.Password);
        Assert.True(RegistryLogins.Erase("b.example", config));
        Assert.Null(RegistryLogins.For("b.example", config));
        Assert.False(RegistryLogins.Erase("b.example", config));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(config.FilePath));
    }

    [Fact]
    public void A_credential_helper_is_asked()
    {
        var helper = Path.Combine(_folder, "docker-credential-test");
        File.WriteAllText(helper, "#!/bin/sh\nread server\necho \"{\\\"ServerURL\\\":\\\"$server\\\",\\\"Username\\\":\\\"me\\\",\\\"Secret\\\":\\\"of $server\\\"}\"\n");
        File.SetUnixFileMode(helper, (UnixFileMode)0x1ED);
        File.WriteAllText(Path.Combine(_folder, "config.json"), """{"credHelpers":{"a.example":"test"}}""");
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", _folder + ":" + path);
        try
        {
            var login = RegistryLogins.For("a.example", new ClientConfig(_folder))!;
            Assert.Equal(("me", "of a.example"), (login.Username, login.Password));
            Assert.Null(RegistryLogins.For("b.example", new ClientConfig(_folder)));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Fact]
    public void Contexts_are_found_by_their_names()
    {
        var meta = Directory.CreateDirectory(Path.Combine(_folder, "contexts", "meta", "abc")).FullName;
        File.WriteAllText(Path.Combine(meta, "meta.json"), """{"Name":"far","Metadata":{"Description":"away"},"Endpoints":{"docker":{"Host":"tcp://far:2376","SkipTLSVerify":true}}}""");
        Directory.CreateDirectory(Path.Combine(_folder, "contexts", "meta", "broken"));
        var context = Assert.Single(new ClientConfig(_folder).Contexts());
        Assert.Equal(new ClientContext("far", "away", "tcp://far:2376", true, null), context);
    }

    [Fact]
    public void A_broken_file_is_named_with_its_place()
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), "{\n \"currentContext\": }");
        Assert.Contains("config.json:2:", Assert.Throws<UsageException>(() => new ClientConfig(_folder).CurrentContext).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_empty_one()
    {
        var config = new ClientConfig(Path.Combine(_folder, "none"));
        Assert.Null(config.CurrentContext);
        Assert.Empty(config.Contexts());
    }
}
