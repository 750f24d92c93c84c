using System.Text;

namespace Berth.Cli.Tests;

public sealed class SecretOptionTests : IDisposable
{
    private const string Variable = "BERTH_TEST_SECRET_OPTION";
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("berth-secret-").FullName, "token");

    public SecretOptionTests()
    {
        File.WriteAllText(_file, "of the file");
        Environment.SetEnvironmentVariable(Variable, "of the variable");
    }

    [Theory]
    [InlineData("id=s,src=FILE", "s", "of the file")]
    [InlineData("type=file,id=s,source=FILE", "s", "of the file")]
    [InlineData("src=FILE", "token", "of the file")]
    [InlineData("id=s,env=VARIABLE", "s", "of the variable")]
    [InlineData("type=env,id=s,src=VARIABLE", "s", "of the variable")]
    [InlineData("type=env,id=VARIABLE", "VARIABLE", "of the variable")]
    [InlineData("id=VARIABLE", "VARIABLE", "of the variable")]
    [InlineData("env=VARIABLE", "VARIABLE", "of the variable")]
    [InlineData("id=s,src=FILE,env=VARIABLE", "s", "of the variable")]
    public void A_secret_is_a_file_or_a_variable(string option, string id, string content)
    {
        var (name, bytes) = Assert.Single(SecretOption.Read([Named(option)]));
        Assert.Equal((Named(id), content), (name, Encoding.UTF8.GetString(bytes)));
    }

    [Theory]
    [InlineData("ids", "invalid field 'ids' must be a key=value pair")]
    [InlineData("id=s,scr=x", "unexpected key 'scr' in 'scr=x' (did you mean src?)")]
    [InlineData("id=s,type=foo", "unsupported secret type \"foo\"")]
    [InlineData("src=", "secret missing ID")]
    [InlineData("id=s,env=BERTH_TEST_NOT_SET", "secret s: the environment variable BERTH_TEST_NOT_SET is not set")]
    [InlineData("id=s,src=/no/such", "secret s: failed to stat /no/such: no such file or directory")]
    [InlineData("id=BERTH_TEST_NOT_SET", "secret BERTH_TEST_NOT_SET: failed to stat BERTH_TEST_NOT_SET")]
    public void What_is_wrong_is_said(string option, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => SecretOption.Read([option])).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    private string Named(string text) => text.Replace("FILE", _file, StringComparison.Ordinal).Replace("VARIABLE", Variable, StringComparison.Ordinal);
}
