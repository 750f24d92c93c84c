namespace Berth.Compose.Tests;

/// <summary>Env files as Compose reads them. Outside, OUT is "o".</summary>
public sealed class EnvFileReaderTests
{
    [Theory]
    [InlineData("A=1\nB=2\n", "A=1|B=2")]
    [InlineData("A: 1", "A=1")]
    [InlineData("# c\n\n  A=1  \n", "A=1")]
    [InlineData("export A=1\nexport  B=2", "A=1|B=2")]
    [InlineData("A=x # c\nB=x#c\nC=#c", "A=x|B=x#c|C=#c")]
    [InlineData("A='x $B # y'\nB=\"x # y\"", "A=x $B # y|B=x # y")]
    [InlineData("A=\"x\ny\"\nB='p\nq'", "A=x\ny|B=p\nq")]
    [InlineData("A=\"\\n\\t\\\"\\\\\\$X\\0101\"", "A=\n\t\"\\$XA")]
    [InlineData("A='it\\'s'", "A=it's")]
    [InlineData("A=\\n", "A=\\n")]
    [InlineData("A=1\nB=${A}2\nC=$OUT", "A=1|B=12|C=o")]
    [InlineData("OUT=i\nB=$OUT", "OUT=i|B=o")]
    [InlineData("A=${X:-d}$$", "A=d$")]
    [InlineData("OUT\nNOPE\nA=1", "OUT=o|A=1")]
    [InlineData("A=\r\nB=2\r\n", "A=|B=2")]
    [InlineData("A = 1", "A=1")]
    [InlineData("A.b-c[0]=1\nÉ=2", "A.b-c[0]=1|É=2")]
    [InlineData("A=\"x\"B=1", "A=x|B=1")]
    [InlineData("A=1\nLAST", "A=1|=LAST")]
    [InlineData("A=a=b:c", "A=a=b:c")]
    public void Reads(string text, string expected)
    {
        (Dictionary<string, string> variables, DiagnosticSink diagnostics) = Read(text);
        Assert.False(diagnostics.HasErrors, MemoryFiles.Text(diagnostics.Found));
        Assert.Equal(expected, string.Join('|', variables.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("A=1\nB C=2", "2 a name can't contain a space: \"B C\"")]
    [InlineData("A*B=1", "1 \"*\" can't be part of a name")]
    [InlineData("A=1\n\nB=\"x\ny", "3 this quoted value isn't closed")]
    [InlineData("A=${B:?why}", "1 the variable \"B\" is required: why")]
    [InlineData("A=${", "1 \"${\" is no variable")]
    [InlineData("export ", "1 \"export\" without a name")]
    public void Says_which_line_is_wrong(string text, string expected)
    {
        (_, DiagnosticSink diagnostics) = Read(text);
        Diagnostic found = Assert.Single(diagnostics.Found, found => found.Severity == DiagnosticSeverity.Error);
        Assert.Equal(expected, $"{found.Span.Line} {found.Message}");
    }

    [Fact]
    public void The_raw_format_replaces_nothing()
    {
        Dictionary<string, string> variables = [];
        DiagnosticSink diagnostics = new();
        Assert.True(RawEnvFileReader.Read(new SourceFile("e", "A=\"x\" $B # c\n  # c\nOUT\nNOPE\n B= y \r\n"), variables, name => name == "OUT" ? "o" : null, diagnostics, new LoadLimits()));
        Assert.Equal("A=\"x\" $B # c|OUT=o|B= y ", string.Join('|', variables.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.False(RawEnvFileReader.Read(new SourceFile("e", "A B=1"), variables, _ => null, diagnostics, new LoadLimits()));
        Assert.False(RawEnvFileReader.Read(new SourceFile("e", "=1"), variables, _ => null, diagnostics, new LoadLimits()));
    }

    private static (Dictionary<string, string> Variables, DiagnosticSink Diagnostics) Read(string text)
    {
        Dictionary<string, string> variables = [];
        DiagnosticSink diagnostics = new();
        EnvFileReader.Read(new SourceFile("e", text), variables, name => name == "OUT" ? "o" : null, diagnostics, new LoadLimits());
        return (variables, diagnostics);
    }
}
