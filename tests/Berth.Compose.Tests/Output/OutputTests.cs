using System.Text;

namespace Berth.Compose.Tests;

public sealed class OutputTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a b", "a b")]
    [InlineData("", "\"\"")]
    [InlineData("1", "\"1\"")]
    [InlineData("1.5", "\"1.5\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("1:75", "1:75")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a:b", "a:b")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("a#b", "a#b")]
    [InlineData("#a", "'#a'")]
    [InlineData("- a", "'- a'")]
    [InlineData("-a", "-a")]
    [InlineData("it's", "it's")]
    [InlineData("'it's", "'''it''s'")]
    [InlineData(" a", "' a'")]
    [InlineData("a ", "'a '")]
    [InlineData("{a}", "'{a}'")]
    [InlineData("a\tb", "\"a\\tb\"")]
    [InlineData("é", "é")]
    [InlineData("😀", "\"\\U0001F600\"")]
    [InlineData("a\u0085b", "\"a\\Nb\"")]
    [InlineData("\u0001", "\"\\x01\"")]
    [InlineData("a\nb", "|-\n  a\n  b")]
    [InlineData("a\n\nb\n", "|\n  a\n\n  b")]
    [InlineData("a\nb\n\n", "|+\n  a\n  b\n")]
    [InlineData(" a\nb", "|2-\n   a\n  b")]
    [InlineData("a \nb", "\"a \\nb\"")]
    [InlineData("\n", "|2+\n")]
    [InlineData("---", "'---'")]
    [InlineData("<<", "<<")]
    [InlineData("~", "\"~\"")]
    [InlineData("@a", "'@a'")]
    [InlineData("\uFEFFab", "\"\\uFEFF\\x61\\x62\"")]
    [InlineData("a\u2028b", "'a\u2028  b'")]
    public void Texts_are_quoted_as_go_yaml_does(string value, string expected)
    {
        StringBuilder text = new();
        GoYamlWriter writer = new(text);
        writer.BeginMap();
        writer.Key("k");
        writer.Text(value);
        writer.EndMap();
        Assert.Equal("k: " + expected + "\n", text.ToString());
    }

    [Fact]
    public void Collections_are_indented_as_go_yaml_does()
    {
        StringBuilder text = new();
        NodeWriter.Write(new GoYamlWriter(text), YamlReaderTests.Read("{b: {}, a: [], c: [x, {d: 1, e: [f]}, [g, [h]], []], s10: 1, s2: 1, i: {j: {k: l}}}").Documents![0].Root, null);
        Assert.Equal("a: []\nb: {}\nc:\n  - x\n  - d: 1\n    e:\n      - f\n  - - g\n    - - h\n  - []\ni:\n  j:\n    k: l\ns2: 1\ns10: 1\n", text.ToString());
    }

    [Fact]
    public void Json_is_escaped_as_Go_does()
    {
        StringBuilder text = new();
        GoJsonWriter writer = new(text, indent: 0);
        writer.Text("a\b\f\u0001\u007f<>&\u2028é\ud800\t\"\\");
        Assert.Equal("\"a\\b\\f\\u0001\u007f\\u003c\\u003e\\u0026\\u2028é\\ufffd\\t\\\"\\\\\"", text.ToString());
    }

    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Hashes_have_the_values_of_the_standard(string text, string expected) => Assert.Equal(expected, Sha256.Hex(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Hashes_of_all_lengths_agree_with_the_library()
    {
        for (int length = 0; length < 300; length++)
        {
            byte[] data = Encoding.ASCII.GetBytes(new string('x', length));
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(data)), Sha256.Hex(data));
        }
    }

    [Fact]
    public void A_services_hash_is_Composes()
    {
        ServiceConfig plain = MemoryFiles.Of("services: {a: {image: x}}").Service();
        Assert.Equal("d5457d0b2799957b606d2ac4ed52d85a1e75799490e56229948300b9a59e8953", ConfigHash.OfService(plain));
        ServiceConfig built = MemoryFiles.Of("services: {a: {image: x, build: /abs, scale: 2, pull_policy: always, depends_on: [b]}, b: {image: x}}").Service();
        Assert.Equal(ConfigHash.OfService(plain), ConfigHash.OfService(built));
        Assert.NotEqual(ConfigHash.OfService(plain), ConfigHash.OfService(MemoryFiles.Of("services: {a: {image: y}}").Service()));
    }

    [Theory]
    [InlineData("s2", "s10", -1)]
    [InlineData("a", "b", -1)]
    [InlineData("a1", "ab", -1)]
    [InlineData("1", "a", -1)]
    [InlineData("a", "a", 0)]
    [InlineData("a", "aa", -1)]
    [InlineData("a01", "a1", 1)]
    public void Keys_are_ordered_as_go_yaml_does(string a, string b, int expected)
    {
        Assert.Equal(expected, Math.Sign(NaturalOrder.Compare(a, b)));
        Assert.Equal(-expected, Math.Sign(NaturalOrder.Compare(b, a)));
    }

    [Fact]
    public void Strings_are_ordered_by_code_point()
    {
        Assert.True(GoOrder.Compare("\uFFFD", "😀") < 0);
        Assert.True(GoOrder.Compare("a", "ab") < 0);
    }

    [Fact]
    public void Weights_of_devices_have_names_of_their_own_in_JSON()
    {
        MemoryFiles files = MemoryFiles.Of("services: {a: {image: x, blkio_config: {weight_device: [{path: d, weight: 1}], device_read_bps: [{path: e, rate: 2}]}}}");
        Assert.Contains("weight_device:\n        - path: d\n          weight: 1\n", files.Config(), StringComparison.Ordinal);
        string json = files.Config(options => options with { Format = "json" });
        Assert.Contains("\"weight_device\": [\n          {\n            \"Path\": \"d\",\n            \"Weight\": 1\n          }\n        ]", json, StringComparison.Ordinal);
    }
}
