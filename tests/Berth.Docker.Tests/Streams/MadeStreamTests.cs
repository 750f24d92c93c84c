namespace Berth.Docker.Tests;

public sealed class MadeStreamTests
{
    [Fact]
    public async Task What_is_written_is_read()
    {
        byte[] content = [.. Enumerable.Range(0, 3 << 20).Select(i => (byte)i)];   // more than is kept at a time
        await using var made = MadeStream.Start(async output =>
        {
            output.Write(content.AsSpan(0, 5));
            await output.WriteAsync(content.AsMemory(5));
        });
        using var read = new MemoryStream();
        await made.Content.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(content, read.ToArray());
    }

    [Fact]
    public async Task Whatever_the_maker_throws_reaches_the_reader()
    {
        await using var made = MadeStream.Start(output =>
        {
            output.WriteByte(1);
            throw new NotSupportedException("no such entry");
        });
        Assert.Equal("no such entry", (await Assert.ThrowsAsync<NotSupportedException>(
            () => made.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public async Task A_reader_that_goes_holds_up_no_maker()
    {
        bool ended = false;
        var made = MadeStream.Start(async output =>
        {
            await output.WriteAsync(new byte[4 << 20]);
            ended = true;
        });
        Assert.Equal(1, await made.Content.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        await made.DisposeAsync();
        Assert.True(ended);
    }
}
