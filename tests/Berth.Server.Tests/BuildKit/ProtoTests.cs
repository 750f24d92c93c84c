namespace Berth.Server.Tests.BuildKit;

public sealed class ProtoTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var message = ProtoWriter.Message(writer => writer.Number(1, 300).Number(2, -1).Number(3, 0).Text(4, "ä").Text(5, "").Bytes(6, []).Pair(7, "k", "v").Inner(1000, inner => inner.Truth(1, true)));
        var reader = new ProtoReader(message);
        Assert.True(reader.Next());
        Assert.Equal((1, 300UL), (reader.Field, reader.Number));
        Assert.True(reader.Next());
        Assert.Equal((2, ulong.MaxValue), (reader.Field, reader.Number));
        Assert.True(reader.Next());
        Assert.Equal((4, "ä"), (reader.Field, reader.Text));
        Assert.True(reader.Next());
        Assert.Equal((6, 0), (reader.Field, reader.Bytes.Length));
        Assert.True(reader.Next());
        Assert.Equal(("k", "v"), reader.Pair());
        Assert.True(reader.Next());
        Assert.Equal(1000, reader.Field);
        Assert.False(reader.Next());
    }

    [Fact]
    public void Times_are_seconds_and_nanoseconds()
    {
        var message = ProtoWriter.Message(writer => writer.Time(1, DateTimeOffset.UnixEpoch.AddSeconds(5).AddTicks(3)));
        Assert.Equal([0x0A, 5, 0x08, 5, 0x10, 0xAC, 2], message);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 5, 1 })]
    [InlineData(new byte[] { 0x08 })]
    [InlineData(new byte[] { 0x0B })]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void Broken_messages_are_refused(byte[] message) => Assert.Throws<InvalidDataException>(() =>
    {
        for (var reader = new ProtoReader(message); reader.Next();)
        {
        }
    });

    [Fact]
    public async Task Frames_have_a_length_and_are_whole()
    {
        using var stream = new MemoryStream([.. GrpcFrames.Frame([1, 2]), .. GrpcFrames.Frame([])]);
        Assert.Equal("0102", Convert.ToHexString((await GrpcFrames.ReadAsync(stream, ServedEngine.Cancel))!));
        Assert.Empty((await GrpcFrames.ReadAsync(stream, ServedEngine.Cancel))!);
        Assert.Null(await GrpcFrames.ReadAsync(stream, ServedEngine.Cancel));
        await Assert.ThrowsAsync<InvalidDataException>(() => GrpcFrames.ReadAsync(new MemoryStream([1, 0, 0, 0, 0]), ServedEngine.Cancel));
        await Assert.ThrowsAsync<InvalidDataException>(() => GrpcFrames.ReadAsync(new MemoryStream([0, 0, 0]), ServedEngine.Cancel));
    }
}
