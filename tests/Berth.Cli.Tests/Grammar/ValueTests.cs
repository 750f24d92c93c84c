namespace Berth.Cli.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("0", 0), InlineData("5", 5), InlineData("5b", 5), InlineData("1k", 1024), InlineData("64m", 67108864), InlineData("1.5g", 1610612736), InlineData("1GiB", 1073741824), InlineData("2 MB", 2097152), InlineData("1T", 1099511627776)]
    public void Sizes_are_binary(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData(""), InlineData("m"), InlineData("-1"), InlineData("1x"), InlineData("1mm"), InlineData("1..2m"), InlineData("99999999t")]
    public void Other_texts_are_no_size(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0B"), InlineData(999, "999B"), InlineData(1000, "1kB"), InlineData(1982521, "1.983MB"), InlineData(89480000, "89.48MB"), InlineData(95510000, "95.51MB"), InlineData(1e9, "1GB"), InlineData(1536, "1.536kB")]
    public void Sizes_are_shown_with_decimal_units(double bytes, string text) => Assert.Equal(text, ByteSize.Decimal(bytes));

    [Theory]
    [InlineData(1982521, "1.98MB"), InlineData(89480000, "89.5MB"), InlineData(126, "126B"), InlineData(2790, "2.79kB"), InlineData(1999999, "2MB"), InlineData(999999, "1e+03kB")]
    public void Sizes_are_shown_with_three_digits_in_lists(double bytes, string text) => Assert.Equal(text, ByteSize.Decimal(bytes, 3));

    [Theory]
    [InlineData(704512, "688KiB"), InlineData(25276000000, "23.54GiB"), InlineData(0, "0B"), InlineData(1572864, "1.5MiB")]
    public void Memory_is_shown_with_binary_units(double bytes, string text) => Assert.Equal(text, ByteSize.Binary(bytes));

    [Theory]
    [InlineData("rnu", "run"), InlineData("upp", "up"), InlineData("imges", "images"), InlineData("detatch", "detach"), InlineData("zzzz", null)]
    public void The_nearest_word_is_found(string word, string? nearest) =>
        Assert.Equal(nearest, NearestWord.Find(word, ["run", "up", "images", "detach", "ps", "inspect"]));

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest", "nginx:latest"), InlineData("a/b:1", "docker.io/a/b:1", "a/b:1"), InlineData("localhost/x", "localhost/x:latest", "localhost/x:latest")]
    [InlineData("127.0.0.1:5000/x/y:t", "127.0.0.1:5000/x/y:t", "127.0.0.1:5000/x/y:t"), InlineData("index.docker.io/nginx", "docker.io/library/nginx:latest", "nginx:latest"), InlineData("docker.io/library/nginx", "docker.io/library/nginx:latest", "nginx:latest")]
    public void Image_names_are_filled_in(string text, string full, string familiar)
    {
        var name = ImageName.Parse(text).Tagged;
        Assert.Equal(full, name.Full);
        Assert.Equal(familiar, name.FamiliarWithTag);
    }

    [Theory]
    [InlineData("UPPER", "invalid reference format: repository name (library/UPPER) must be lowercase"), InlineData("", "invalid reference format"), InlineData("a b", "invalid reference format")]
    [InlineData("a:b:c", "invalid reference format"), InlineData("a..b", "invalid reference format"), InlineData("-a", "invalid reference format"), InlineData("a:", "invalid reference format"), InlineData("a@sha256:x", "invalid reference format")]
    public void Other_texts_are_no_image_name(string text, string message) => Assert.Equal(message, Assert.Throws<UsageException>(() => ImageName.Parse(text)).Message);
}
