using System.Text;
using Berth.Images;

namespace Berth.Daemon.Tests;

public sealed class ComposeFilesRoleTests : IDisposable
{
    private const string FileType = "application/vnd.docker.compose.file+yaml";
    private const string EnvFileType = "application/vnd.docker.compose.envfile";
    private readonly string cache = Directory.CreateTempSubdirectory("berth-artifacts-").FullName;

    public void Dispose() => Directory.Delete(cache, recursive: true);

    [Fact]
    public void The_files_of_a_project_are_documents_of_one_and_others_lie_beside_it()
    {
        string folder = Store(
            File(FileType, "services: {}\n", ("com.docker.compose.file", "compose.yaml")),
            File(FileType, "name: x\n", ("com.docker.compose.file", "two.yaml")),
            File(FileType, "base\n", ("com.docker.compose.file", "base.yaml"), ("com.docker.compose.extends", "true")),
            File(EnvFileType, "A=1\n", ("com.docker.compose.envfile", "e.env")),
            File("something/else", "?"));
        Assert.Equal(["base.yaml", "compose.yaml", "e.env"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Assert.Equal("services: {}\n\n---\nname: x\n", System.IO.File.ReadAllText(Path.Combine(folder, "compose.yaml")));
        Assert.Equal(folder, Store(File(FileType, "not read again")));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    [InlineData("/etc/evil")]
    [InlineData("")]
    public void Names_that_lead_elsewhere_are_refused_and_nothing_is_left(string name)
    {
        Assert.Throws<ImageException>(() => Store(File(FileType, "a: b"), File(EnvFileType, "A=1", ("com.docker.compose.envfile", name))));
        Assert.Empty(Directory.GetFileSystemEntries(cache));
    }

    [Fact]
    public void An_artifact_without_a_Compose_file_is_refused() =>
        Assert.Contains("no Compose file", Assert.Throws<ImageException>(() => Store(File(EnvFileType, "A=1", ("com.docker.compose.envfile", "e")))).Message, StringComparison.Ordinal);

    private string Store(params ArtifactFile[] files) => ComposeFilesRole.Store(new Artifact(Digest.Of("x"u8), files), cache);

    private static ArtifactFile File(string type, string content, params (string, string)[] annotations) =>
        new(type, annotations.ToDictionary(pair => pair.Item1, pair => pair.Item2), Encoding.UTF8.GetBytes(content));
}
