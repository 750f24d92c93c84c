namespace Berth.Linux.Tests;

public class PathTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("häß/€/🐳")]
    [InlineData("")]
    public void Utf8_names_are_ordinary_strings(string name) => Assert.Equal(name, PathText.Decode(PathText.Encode(name)));

    [Fact]
    public void Any_bytes_come_back()
    {
        byte[] name = [(byte)'a', 0xff, 0xc3, 0x28, 0xe2, 0x82, (byte)'b', 0xf0, 0x9f, 0x90, 0xb3, 0x80];
        string text = PathText.Decode(name);
        Assert.Equal(name, PathText.Encode(text));
        Assert.Contains("🐳", text);
    }

    [Fact]
    public void What_cannot_be_a_name_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PathText.Encode("a\0b"));
        Assert.Throws<ArgumentException>(() => PathText.Encode("a" + (char)0xd83d));
        Assert.Throws<ArgumentException>(() => PathText.Encode("a" + (char)0xdc41));
    }

    [Fact]
    public void A_file_with_such_a_name_can_be_made_and_listed()
    {
        using var temp = new TempFolder();
        string name = PathText.Decode([0xff, 0xfe, (byte)'x']);
        temp.Folder.MakeNode(name, FileKind.Regular, 0x1A4);
        Assert.Equal(name, Assert.Single(temp.Folder.List("/")).Name);
    }
}
