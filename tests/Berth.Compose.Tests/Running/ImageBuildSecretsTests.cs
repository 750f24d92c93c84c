using System.Text;

namespace Berth.Compose.Tests.Running;

/// <summary>What <c>build.secrets</c> and <c>build.ssh</c> give to the steps of a build.</summary>
public sealed class ImageBuildSecretsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-compose-secrets-").FullName;

    [Fact]
    public void Secrets_come_from_files_and_variables_under_the_Dockerfiles_ids()
    {
        File.WriteAllText(_folder + "/token", "of the file");
        var read = Secrets().Read(new BuildConfig { Secrets = [new() { Source = "file" }, new() { Source = "variable", Target = "named" }] });
        Assert.Equal(["file=of the file", "named=of the variable"], read.Select(s => $"{s.Key}={Encoding.UTF8.GetString(s.Value)}").Order());
    }

    [Theory]
    [InlineData("file", "/token: no such file or directory")]
    [InlineData("unset", "environment variable \"NOT_SET\" required by secret \"unset\" is not set")]
    [InlineData("external", "build.secrets only supports environment or file-based secrets: \"external\"")]
    public void What_is_missing_is_said(string source, string message) =>
        Assert.Contains(message, Assert.Throws<ComposeException>(() => Secrets().Check(new BuildConfig { Secrets = [new() { Source = source }] }, ImageBuildOptions.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_agent_is_this_machines()
    {
        var build = new BuildConfig { Ssh = [new() { Id = "default" }] };
        Assert.Contains("make sure SSH_AUTH_SOCK is set", Assert.Throws<ComposeException>(() => Secrets().Agents(build, ImageBuildOptions.None)).Message, StringComparison.Ordinal);
        Assert.Contains("on another machine", Assert.Throws<ComposeException>(() => Secrets(isElsewhere: true).Agents(build, ImageBuildOptions.None)).Message, StringComparison.Ordinal);
        Assert.Empty(Secrets(isElsewhere: true).Agents(new BuildConfig(), ImageBuildOptions.None));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ImageBuildSecrets Secrets(bool isElsewhere = false)
    {
        var project = new ComposeProject
        {
            Name = "p",
            WorkingDirectory = _folder,
            Environment = new Dictionary<string, string> { ["SET"] = "of the variable" },
            Secrets = new Dictionary<string, FileObjectConfig>
            {
                ["file"] = new() { Name = "p_file", File = _folder + "/token" },
                ["variable"] = new() { Name = "p_variable", Environment = "SET" },
                ["unset"] = new() { Name = "p_unset", Environment = "NOT_SET" },
                ["external"] = new() { Name = "external", External = true },
            },
        };
        return new ImageBuildSecrets(project, new EngineCalls(null!, null!, null!, null!, null!, null!, null!) { IsElsewhere = isElsewhere });
    }
}
