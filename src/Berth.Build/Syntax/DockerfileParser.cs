using System.Text;

namespace Berth.Build;

/// <summary>Cuts a Dockerfile into instructions: directives, comments, continuation lines, here-documents (Dockerfile reference, "Format").</summary>
internal sealed class DockerfileParser
{
    private readonly string[] _lines;
    private readonly Dictionary<string, string> _directives = new(StringComparer.Ordinal);
    private readonly List<SyntaxNode> _nodes = [];
    private char _escape = '\\';
    private int _at;

    private DockerfileParser(string text) => _lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');

    /// <summary>Cuts a Dockerfile.</summary>
    /// <exception cref="DockerfileException">It holds no instruction, an unknown one, or a here-document without an end.</exception>
    public static DockerfileSyntax Parse(string text)
    {
        var parser = new DockerfileParser(text);
        parser.ReadDirectives();
        while (parser.SkipToInstruction()) parser.ReadInstruction();
        if (parser._nodes.Count == 0) throw new DockerfileException(0, "the Dockerfile cannot be empty");
        return new DockerfileSyntax(parser._escape, parser._directives, parser._nodes);
    }

    /// <summary>Comments of the form <c># name=value</c> at the very top are for the parser.</summary>
    private void ReadDirectives()
    {
        for (; _at < _lines.Length && _lines[_at].TrimStart().StartsWith('#'); _at++)
        {
            string comment = _lines[_at].TrimStart()[1..].Trim();
            int equals = comment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) return;
            string name = comment[..equals].Trim().ToLowerInvariant(), value = comment[(equals + 1)..].Trim();
            if (name is not ("syntax" or "escape" or "check")) return;
            if (!_directives.TryAdd(name, value)) throw new DockerfileException(_at + 1, $"only one {name} parser directive can be used");
            if (name != "escape") continue;
            if (value is not ("\\" or "`")) throw new DockerfileException(_at + 1, $"invalid ESCAPE '{value}'. Must be ` or \\");
            _escape = value[0];
        }
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith('#');

    private bool SkipToInstruction()
    {
        while (_at < _lines.Length && (IsComment(_lines[_at]) || _lines[_at].Trim().Length == 0)) _at++;
        return _at < _lines.Length;
    }

    private void ReadInstruction()
    {
        int first = _at + 1;
        string text = ReadLogicalLine();
        int end = text.IndexOfAny([' ', '\t']);
        string keyword = (end < 0 ? text : text[..end]).ToUpperInvariant();
        if (!Keywords.All.Contains(keyword)) throw new DockerfileException(first, $"unknown instruction: {(end < 0 ? text : text[..end])}{Keywords.Hint(keyword)}");
        string rest = end < 0 ? "" : text[end..].Trim();
        var flags = FlagWords.Take(ref rest);
        var heredocs = keyword is "RUN" or "COPY" or "ADD" || (keyword == "ONBUILD" && IsHeredocInstruction(rest)) ? ReadHeredocs(rest, first) : [];
        _nodes.Add(new SyntaxNode(first, _at, keyword, flags, rest, heredocs));
    }

    private static bool IsHeredocInstruction(string text)
    {
        string keyword = text.Split(' ', 2)[0].ToUpperInvariant();
        return keyword is "RUN" or "COPY" or "ADD";
    }

    /// <summary>A line with all lines that continue it; comments and empty lines between them don't count.</summary>
    private string ReadLogicalLine()
    {
        var text = new StringBuilder();
        while (_at < _lines.Length)
        {
            string line = _lines[_at++];
            if (text.Length > 0 && (IsComment(line) || line.Trim().Length == 0)) continue;
            string trimmed = line.TrimEnd();
            if (text.Length == 0) trimmed = trimmed.TrimStart();
            if (!IsContinued(trimmed))
            {
                text.Append(trimmed);
                break;
            }

            text.Append(trimmed, 0, trimmed.Length - 1);
        }

        return text.ToString().Trim();
    }

    /// <summary>The escape character at the end continues the line, unless it is itself escaped.</summary>
    private bool IsContinued(string line)
    {
        int count = 0;
        for (int i = line.Length - 1; i >= 0 && line[i] == _escape; i--) count++;
        return count % 2 == 1;
    }


    private List<Heredoc> ReadHeredocs(string text, int line)
    {
        var heredocs = new List<Heredoc>();
        foreach (var (descriptor, name, expands, strips) in HeredocMarks.Find(text))
        {
            var content = new StringBuilder();
            while (true)
            {
                if (_at >= _lines.Length) throw new DockerfileException(line, $"unterminated heredoc: {name}");
                string next = _lines[_at++];
                if (strips) next = next.TrimStart('\t');
                if (next == name) break;
                content.Append(next).Append('\n');
            }

            heredocs.Add(new Heredoc(name, descriptor, expands, strips, content.ToString()));
        }

        return heredocs;
    }
}
