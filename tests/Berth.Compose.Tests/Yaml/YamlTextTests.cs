using System.Text;

namespace Berth.Compose.Tests;

public sealed class YamlTextTests
{
    [Fact]
    public void A_mark_of_the_byte_order_is_no_text()
    {
        Assert.Equal("a: é", YamlText.Decode("t", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("a: é")]).Text);
        Assert.Equal("a: é", YamlText.Decode("t", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a: é")]).Text);
        Assert.Equal("a: é", YamlText.Decode("t", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("a: é")]).Text);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xC3, (byte)'c' }, "2:2 byte 0xC3 is no UTF-8")]
    [InlineData(new byte[] { 0xFF, 0x00, 0x01 }, "1:1 this is a binary file, no Compose file")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0 }, "2:2 a NUL byte: this is no text file")]
    [InlineData(new byte[] { (byte)'a', 0x1B }, "1:2 control character U+001B")]
    public void What_is_no_text_is_refused_with_its_place(byte[] bytes, string expected)
    {
        YamlException wrong = Assert.Throws<YamlException>(() => YamlText.Decode("t", bytes));
        Assert.Equal(expected, $"{wrong.Span.Line}:{wrong.Span.Column} {wrong.Message}");
    }
}
