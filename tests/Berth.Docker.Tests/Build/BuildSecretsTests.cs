namespace Berth.Docker.Tests.Build;

public sealed class BuildSecretsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-secrets-").FullName;

    [Fact]
    public void Ids_and_contents_come_back_as_they_were()
    {
        byte[] bytes = [0, 10, 255, (byte)'.'];
        var read = BuildSecrets.Read([BuildSecrets.Write("a.b ü", bytes), BuildSecrets.Write("empty", [])]);
        Assert.Equal(bytes, read["a.b ü"]);
        Assert.Empty(read["empty"]);
        Assert.Empty(BuildSecrets.Read([]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("YQ")]
    [InlineData("YQ.YQ.YQ")]
    [InlineData("YQ.a b!")]
    public void What_is_no_header_is_said_without_showing_it(string value)
    {
        var error = Assert.Throws<DockerException>(() => BuildSecrets.Read([value]));
        Assert.Equal("a secret's or SSH agent's header can't be read", error.Message);
    }

    [Fact]
    public void There_is_a_limit_for_one_and_for_all()
    {
        BuildSecrets.Check(Several(BuildSecrets.MostSecrets / BuildSecrets.LongestSecret));
        Assert.Contains("2MiB together", Assert.Throws<DockerException>(() => BuildSecrets.Check(Several(5))).Message, StringComparison.Ordinal);

        string file = Path.Combine(_folder, "big");
        File.WriteAllBytes(file, new byte[BuildSecrets.LongestSecret]);
        Assert.Equal(BuildSecrets.LongestSecret, BuildSecrets.OfFile("s", file).Length);
        File.WriteAllBytes(file, new byte[BuildSecrets.LongestSecret + 1]);
        Assert.Equal("secret s too big. max size 500KiB", Assert.Throws<DockerException>(() => BuildSecrets.OfFile("s", file)).Message);

        static Dictionary<string, byte[]> Several(int count) => Enumerable.Range(0, count).ToDictionary(i => $"{i}", _ => new byte[BuildSecrets.LongestSecret]);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_said()
    {
        Assert.Equal($"secret s: failed to stat {_folder}/no: no such file or directory", Assert.Throws<DockerException>(() => BuildSecrets.OfFile("s", _folder + "/no")).Message);
        Assert.Equal($"secret s: {_folder} is a folder", Assert.Throws<DockerException>(() => BuildSecrets.OfFile("s", _folder)).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
