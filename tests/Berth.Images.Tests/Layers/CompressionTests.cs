using System.Security.Cryptography;

namespace Berth.Images.Tests;

public sealed class CompressionTests
{
    private const string Bzip2 = "QlpoOTFBWSZTWR/JEfAAAGxZgAAQQAQAED/nnQAgAHBQNNDIyYgVUTTIPUAyRW2mu28RKgnJA5FxcdXEyXQzGB8LCssw8Hw4GB6MgsMBgZCg/F3JFOFCQH8kR8A=";
    private const string Xz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ADvADddADoaCM52SbSl6cw36I5kHYw8/86IC0JuJm1ekD+OgDTSK1MGgFfHeJaSBYSAiTnwrvVhxY6Zo6AAAMcryFAI8OydAAFT8AEAAAC8mce5scRn+wIAAAAABFla";

    /// <summary>A file of eight lines, compressed by the usual programs with their usual and some other options.</summary>
    public static TheoryData<string, string> Forms => new()
    {
        { "bzip2", Bzip2 },
        { "xz", Xz },
        { "xz, crc32", "/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4ADvADddADoaCM52SbSl6cw36I5kHYw8/86IC0JuJm1ekD+OgDTSK1MGgFfHeJaSBYSAiTnwrvVhxY6Zo6AAADXQeRwAAU/wAQAAAFxb080+MA2LAgAAAAABWVo=" },
        { "xz, sha256", "/Td6WFoAAArh+wyhAgAhARYAAAB0L+Wj4ADvADddADoaCM52SbSl6cw36I5kHYw8/86IC0JuJm1ekD+OgDTSK1MGgFfHeJaSBYSAiTnwrvVhxY6Zo6AAACXJfMoFoO3xudp+1223hCXaRouxNqIZQyj3CD9XbUkNAAFr8AEAAAB8HO5RtunfHAIAAAAAClla" },
        { "xz, x86", "/Td6WFoAAATm1rRGAgEEACEBFgANhjUf4ADvADddADoaCM52SbSl6cw36I5kHYw8/86IC0JuJm1ekD+OgDTSK1MGgFfHeJaSBYSAiTnwrvVhxY6Zo6AAAMcryFAI8OydAAFT8AEAAAC8mce5scRn+wIAAAAABFla" },
        { "zstd", "KLUv/QRYzQEAZAJ0aGUgY29udGVudCwgc2V2ZXJhbCB0aW1lczogYQpiY2RlZmdoCgcA4BZwH7gZuAXcB25mYFQeGZWSjg==" },
        { "gzip", "H4sIAOsIBmsAAyvJSFVIzs8rSc0r0VEoTi1LLUrMUSjJzE0ttlJI5CrBI5uEVzYZr2wKXtlUvLJpeGXT8cpmcAEANdB5HPAAAAA=" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Undoes_what_the_usual_programs_make(string form, string compressed)
    {
        Assert.NotEmpty(form);
        byte[] bytes = Convert.FromBase64String(compressed);
        Assert.True(Compression.IsCompressed(bytes));
        Assert.Equal("25c97cca05a0edf1b9da7ed76db78425da468bb136a2194328f7083f576d490d", Convert.ToHexStringLower(SHA256.HashData(Read(bytes))));
    }

    [Fact]
    public void Several_bzip2_streams_are_one_file()
    {
        byte[] one = Convert.FromBase64String(Bzip2);
        Assert.Equal(2 * Read(one).Length, Read([.. one, .. one]).Length);
    }

    [Fact]
    public void Plain_content_stays()
    {
        Assert.Equal("plain"u8.ToArray(), Read("plain"u8.ToArray()));
        Assert.Empty(Read([]));
        Assert.False(Compression.IsCompressed("plain"u8));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Damaged_data_is_an_error(string form, string compressed)
    {
        byte[] bytes = Convert.FromBase64String(compressed);
        byte[] cut = bytes[..(bytes.Length / 2)], changed = [.. bytes];
        for (int i = 40; i < 60; i++) changed[i] ^= 0x55;
        Assert.StartsWith("damaged " + form.Split(',')[0], Assert.Throws<ImageException>(() => Read(changed)).Message, StringComparison.Ordinal);
        // The runtime's gzip takes an early end for the end: what is unpacked notices.
        if (form != "gzip") Assert.Throws<ImageException>(() => Read(cut));
    }

    private static byte[] Read(byte[] bytes)
    {
        using var plain = Compression.Open(new MemoryStream(bytes));
        using var all = new MemoryStream();
        plain.CopyTo(all);
        return all.ToArray();
    }
}
