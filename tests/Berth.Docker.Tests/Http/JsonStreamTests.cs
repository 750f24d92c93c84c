using System.Text;
using System.Text.Json;

namespace Berth.Docker.Tests;

public sealed class JsonStreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10_000)]
    public async Task Values_come_one_by_one_however_they_are_cut(int piece)
    {
        var big = new string('x', 6000);
        var stream = new JsonStream(new ScriptedStream($"{{\"stream\":\"a\\n\"}}\r\n{{\"aux\":{{\"ID\":\"1\"}}}}{{\"stream\":\"{big}\"}}\n \n", piece));
        Assert.Equal("a\n", (await stream.NextAsync(ApiReader.ProgressMessage, Cancel))!.Stream);
        Assert.Equal("1", (await stream.NextAsync(ApiReader.ProgressMessage, Cancel))!.Aux!.Value.GetProperty("ID").GetString());
        Assert.Equal(big, (await stream.NextAsync(ApiReader.ProgressMessage, Cancel))!.Stream);
        Assert.Null(await stream.NextAsync(ApiReader.ProgressMessage, Cancel));
    }

    [Theory]
    [InlineData("{\"stream\":\"a")]
    [InlineData("{\"stream\":")]
    [InlineData("nope")]
    public async Task What_is_not_whole_is_an_error(string text) =>
        await Assert.ThrowsAnyAsync<JsonException>(async () => await new JsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text))).NextAsync(ApiReader.ProgressMessage, Cancel));
}
