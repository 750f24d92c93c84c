using System.Text;

namespace Berth.Compose.Tests;

/// <summary>What texts read as, by what go-yaml makes of them.</summary>
public sealed class YamlReaderTests
{
    [Theory]
    // Block and flow collections.
    [InlineData("a: b\nc: d", "{\"a\":\"b\",\"c\":\"d\"}")]
    [InlineData("a:\n- b\n- c", "{\"a\":[\"b\",\"c\"]}")]
    [InlineData("a:\n  - b: 1\n    c: 2\n  -\n    - d\n    - - e", "{\"a\":[{\"b\":1,\"c\":2},[\"d\",[\"e\"]]]}")]
    [InlineData("a: {b: [c, {d: e}], f: }\n", "{\"a\":{\"b\":[\"c\",{\"d\":\"e\"}],\"f\":null}}")]
    [InlineData("a: [b: c, d]", "{\"a\":[{\"b\":\"c\"},\"d\"]}")]
    [InlineData("a: {b, c: d,}", "{\"a\":{\"b\":null,\"c\":\"d\"}}")]
    [InlineData("{\"a\":1,'b':2}", "{\"a\":1,\"b\":2}")]
    [InlineData("? a\n: b\n? c", "{\"a\":\"b\",\"c\":null}")]
    [InlineData("a:\n\n  # comment\n  b: c # comment\n", "{\"a\":{\"b\":\"c\"}}")]
    [InlineData("a:\n  -\n  - b", "{\"a\":[null,\"b\"]}")]
    // Scalars over several lines.
    [InlineData("a: b\n  c\n\n  d", "{\"a\":\"b c\\nd\"}")]
    [InlineData("a: 'b\n  c'''", "{\"a\":\"b c'\"}")]
    [InlineData("a: \"b\\\n  c\\x41\\u00e9\\t\\\"\"", "{\"a\":\"bcAé\\t\\\"\"}")]
    [InlineData("a: \"b \\\n  \\ c\"", "{\"a\":\"b  c\"}")]
    [InlineData("a: |\n  b\n   c\n\n  d\n\n", "{\"a\":\"b\\n c\\n\\nd\\n\"}")]
    [InlineData("a: |-\n  b\n", "{\"a\":\"b\"}")]
    [InlineData("a: |+\n  b\n\n", "{\"a\":\"b\\n\\n\"}")]
    [InlineData("a: |2\n   b\n", "{\"a\":\" b\\n\"}")]
    [InlineData("a: >\n  b\n  c\n\n  d\n   e\n  f\n", "{\"a\":\"b c\\nd\\n e\\nf\\n\"}")]
    [InlineData("a: >-\n  b\n  c", "{\"a\":\"b c\"}")]
    [InlineData("a: b#c #d", "{\"a\":\"b#c\"}")]
    [InlineData("a: http://x:80/y?z=1", "{\"a\":\"http://x:80/y?z=1\"}")]
    [InlineData("a: -b\nc: ?d\ne: :f", "{\"a\":\"-b\",\"c\":\"?d\",\"e\":\":f\"}")]
    [InlineData("a: b\r\nc: d\r\n", "{\"a\":\"b\",\"c\":\"d\"}")]
    // Types.
    [InlineData("a: [1, -1, +1, 0x1F, 0o17, 017, 0b11, 1_000, 08]", "{\"a\":[1,-1,1,31,15,15,3,1000,8]}")]
    [InlineData("a: [1.5, .5, 1e3, 1., 1e999, 18446744073709551615, 18446744073709551616]", "{\"a\":[1.5,0.5,1000,1,\"1e999\",18446744073709551615,18446744073709552000]}")]
    [InlineData("a: [true, True, yes, no, on, off, ~, null, Null, '', nUll]", "{\"a\":[true,true,\"yes\",\"no\",\"on\",\"off\",null,null,null,\"\",\"nUll\"]}")]
    [InlineData("a: [12:30, 1.2.3, 0x, '1', _1, 1-2]", "{\"a\":[\"12:30\",\"1.2.3\",\"0x\",\"1\",\"_1\",\"1-2\"]}")]
    // Tags.
    [InlineData("a: [!!str 1, !!int '2', !!float 3, !x 4, ! 5, !!binary aGk=]", "{\"a\":[\"1\",2,3,\"4\",5,\"hi\"]}")]
    [InlineData("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1", "{\"a\":\"1\"}")]
    // Anchors and merges.
    [InlineData("a: &x {b: 1}\nc: *x", "{\"a\":{\"b\":1},\"c\":{\"b\":1}}")]
    [InlineData("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}", "{\"a\":{\"b\":1,\"c\":2},\"d\":{\"c\":3,\"b\":1}}")]
    [InlineData("a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}", "{\"a\":{\"b\":1},\"c\":{\"b\":2,\"d\":3},\"e\":{\"b\":1,\"d\":3}}")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x", "{\"a\":1,\"b\":2,\"c\":2}")]
    [InlineData("\"<<\": a", "{\"<<\":\"a\"}")]
    [InlineData("a: &x\nb: *x", "{\"a\":null,\"b\":null}")]
    public void Reads(string text, string expected)
    {
        (List<YamlDocument>? documents, DiagnosticSink diagnostics) = Read(text);
        Assert.Empty(diagnostics.Found);
        Assert.Equal(expected, Json(Assert.Single(documents!).Root));
    }

    [Theory]
    [InlineData("a: b: c", "1:5 a second \": \" on one line: a value can't be a mapping here")]
    [InlineData("a:\n  b: 1\n c: 2", "3:2 expected another key here: this line is indented like none of the keys above")]
    [InlineData("a: [b", "2:1 expected \",\" or \"]\" before the end of the file")]
    [InlineData("a: {b: c\nd: e", "2:2 expected \",\" or \"}\" here")]
    [InlineData("a: 'b", "1:4 this quoted value isn't closed")]
    [InlineData("a: \"\\q\"", "1:5 \"\\q\" is no escape sequence")]
    [InlineData("a: \"\\x4\"", "1:5 \"\\x\" needs 2 hexadecimal digits")]
    [InlineData("a:\n\tb: c", "2:1 a tab can't indent")]
    [InlineData("a: @b", "1:4 a value can't start with \"@\"")]
    [InlineData("a: *b", "1:4 nothing above is named \"&b\"")]
    [InlineData("a: &x [*x]", "1:8 nothing above is named \"&x\"")]
    [InlineData("a: - b", "1:4 a list item (\"- \") can't start here")]
    [InlineData("a\nb: c", "2:2 a key stands on one line, and this text began on line 1")]
    [InlineData("a:\n  b: 1\n  c\n  d: 2", "3:3 expected \":\" and a value after this key")]
    [InlineData("a: 1\nb\n- c", "2:1 expected \":\" and a value after this key")]
    [InlineData("a: |x\n b", "1:5 the text of a block (\"|\") starts on the next line")]
    [InlineData("a: |\n\tb", "2:1 a tab can't indent")]
    [InlineData("a: !!int b", "1:10 \"b\" is no !!int")]
    [InlineData("a: !e!x b", "1:4 no \"%TAG\" directive defines \"!e!\"")]
    [InlineData("%YAML 1.2\n---\na: b", "1:1 \"%YAML 1.2\": only 1.1 is read")]
    [InlineData("%FOO\n---\na: b", "1:1 \"%FOO\" is no directive")]
    [InlineData("a: 1\nb: 2\na: 3", "3:1 \"a\" stands here twice")]
    [InlineData("a: !reset 1\nb: 2\na: 3", "3:1 \"a\" stands here twice")]
    [InlineData("a: !reset\na: !reset", "2:1 \"a\" stands here twice")]
    [InlineData("<<: []\nb: 2\n<<: {a: 1}", "3:1 \"<<\" stands here twice")]
    [InlineData("1: a", "1:1 a key must be a string, this one is 1")]
    [InlineData("~: a", "1:1 a key must be a string, this one is empty")]
    [InlineData("[a]: b", "1:1 a key must be a string, this one is a list")]
    [InlineData("<<: a", "1:5 \"<<\" merges a mapping or a list of mappings")]
    [InlineData("a: b\n]", "2:1 expected another key here: this line is indented like none of the keys above")]
    [InlineData("- a\nb: c", "2:1 expected another list item (\"- \") or the end of the list")]
    [InlineData("a\n--- b\n... c", "3:5 this doesn't belong to what stands above")]
    public void Says_where_and_what_is_wrong(string text, string expected)
    {
        (_, DiagnosticSink diagnostics) = Read(text);
        Diagnostic found = Assert.Single(diagnostics.Found);
        Assert.Equal(expected, $"{found.Span.Line}:{found.Span.Column} {found.Message}");
    }

    [Fact]
    public void Reads_several_documents()
    {
        (List<YamlDocument>? documents, _) = Read("a: 1\n---\nb: 2\n...\n---\n---\nc: 3");
        Assert.Equal(["{\"a\":1}", "{\"b\":2}", "null", "{\"c\":3}"], documents!.Select(document => Json(document.Root)));
    }

    [Fact]
    public void An_empty_text_has_no_document()
    {
        Assert.Empty(Read("")!.Documents!);
        Assert.Empty(Read("# nothing\n\n")!.Documents!);
    }

    [Fact]
    public void Reset_and_override_tags_become_paths()
    {
        (List<YamlDocument>? documents, _) = Read("a:\n  b: !reset {x: 1, x: 2}\n  c: !override [1]\n  d: [!reset 1, 2]");
        YamlDocument document = Assert.Single(documents!);
        Assert.Equal("{\"a\":{\"c\":[1],\"d\":[2]}}", Json(document.Root));
        Assert.Equal(["a/b", "a/c", "a/d/\0"], document.Resets.Select(path => string.Join('/', path)));
    }

    [Fact]
    public void Aliases_of_tagged_nodes_replace_in_their_own_place()
    {
        (List<YamlDocument>? documents, _) = Read("a: &x {b: !override [1]}\nc: *x\nd: &y !reset 1\ne: *y");
        Assert.Equal(["a/b", "c/b", "d", "e"], Assert.Single(documents!).Resets.Select(path => string.Join('/', path)));
    }

    [Fact]
    public void Every_node_knows_its_place()
    {
        (List<YamlDocument>? documents, _) = Read("a:\n  b: [c, 'd']\n  e: |\n    f\n");
        YamlMap root = (YamlMap)documents![0].Root;
        YamlMap a = (YamlMap)root.Get("a")!;
        Assert.Equal((2, 3), (a[0].KeySpan.Line, a[0].KeySpan.Column));
        Assert.Equal((2, 10), (((YamlList)a[0].Value).Items[1].Span.Line, ((YamlList)a[0].Value).Items[1].Span.Column));
        Assert.Equal((3, 6), (a[1].Value.Span.Line, a[1].Value.Span.Column));
    }

    [Fact]
    public void Aliases_that_multiply_are_stopped()
    {
        StringBuilder text = new("a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
        for (int i = 1; i < 20; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        (_, DiagnosticSink diagnostics) = Read(text.ToString());
        Assert.Equal("the aliases of this file expand to millions of values", Assert.Single(diagnostics.Found).Message);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_stopped(string opening)
    {
        (_, DiagnosticSink diagnostics) = Read(string.Concat(Enumerable.Repeat(opening, 3_000_000 / opening.Length)));
        Assert.Contains("levels of nesting", Assert.Single(diagnostics.Found).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_below_the_limit_is_read()
    {
        string text = "a: " + new string('[', 900) + new string(']', 900);
        Assert.Empty(Read(text).Diagnostics.Found);
    }

    internal static ReadResult Read(string text)
    {
        DiagnosticSink diagnostics = new();
        return new ReadResult(YamlReader.Read(new SourceFile("t.yaml", text), diagnostics), diagnostics);
    }

    internal static string Json(YamlNode node)
    {
        StringBuilder text = new();
        Append(text, node);
        return text.ToString();
    }

    // In the order of the file.
    private static void Append(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                text.Append('{');
                for (int i = 0; i < map.Count; i++)
                {
                    text.Append(i == 0 ? "\"" : ",\"").Append(map[i].Key).Append("\":");
                    Append(text, map[i].Value);
                }

                text.Append('}');
                break;
            case YamlList list:
                text.Append('[');
                for (int i = 0; i < list.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Append(text, list.Items[i]);
                }

                text.Append(']');
                break;
            default:
                NodeWriter.Write(new GoJsonWriter(text, indent: 0), node, null);
                break;
        }
    }

    internal sealed record ReadResult(List<YamlDocument>? Documents, DiagnosticSink Diagnostics);
}
