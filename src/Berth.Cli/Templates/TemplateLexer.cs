using System.Globalization;
using System.Text;

namespace Berth.Cli;

/// <summary>Cuts a Go template into pieces: text, and what stands between <c>{{</c> and <c>}}</c>.</summary>
internal sealed class TemplateLexer(string template)
{
    private readonly List<TemplateToken> _tokens = [];
    private int _at;

    /// <summary>All pieces of a template.</summary>
    /// <exception cref="TemplateException">Something is not closed, or a character can't be there.</exception>
    public static List<TemplateToken> Read(string template)
    {
        var lexer = new TemplateLexer(template);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private void ReadAll()
    {
        var trimNext = false;
        while (_at < template.Length)
        {
            var open = template.IndexOf("{{", _at, StringComparison.Ordinal);
            var text = open < 0 ? template[_at..] : template[_at..open];
            if (trimNext)
                text = text.TrimStart();
            var trimThis = open >= 0 && open + 3 < template.Length && template[open + 2] == '-' && char.IsWhiteSpace(template[open + 3]);
            if (trimThis)
                text = text.TrimEnd();
            if (text.Length > 0)
                Add(TemplateTokenKind.Text, text, _at, false);
            if (open < 0)
                return;
            _at = open + (trimThis ? 3 : 2);
            trimNext = Comment() ?? Action(open);
        }
    }

    // A comment is an action of its own; it may trim, too.
    private bool? Comment()
    {
        var rest = template.AsSpan(_at).TrimStart();
        if (!rest.StartsWith("/*"))
            return null;
        var end = rest.IndexOf("*/");
        if (end < 0)
            throw Error("unclosed comment");
        var after = rest[(end + 2)..];
        var trim = after.TrimStart().StartsWith("-}}");
        if (trim)
            after = after.TrimStart()[1..];
        if (!after.StartsWith("}}"))
            throw Error("comment ends before closing delimiter");
        _at = template.Length - after.Length + 2;
        return trim;
    }

    private bool Action(int open)
    {
        Add(TemplateTokenKind.Open, "{{", open, false);
        for (var space = false; ; space = false)
        {
            while (_at < template.Length && char.IsWhiteSpace(template[_at]))
            {
                _at++;
                space = true;
            }
            if (_at >= template.Length)
                throw Error("unclosed action");
            var trim = space && Rest.StartsWith("-}}");
            if (trim || Rest.StartsWith("}}"))
            {
                Add(TemplateTokenKind.Close, "}}", _at, space);
                _at += trim ? 3 : 2;
                return trim;
            }
            Piece(space);
        }
    }

    private ReadOnlySpan<char> Rest => template.AsSpan(_at);

    private void Piece(bool space)
    {
        var start = _at;
        var c = template[_at];
        switch (c)
        {
            case '(' or ')' or '|' or ',' or '=':
                _at++;
                Add(TemplateTokenKind.Mark, c.ToString(), start, space);
                break;
            case ':' when Rest.StartsWith(":="):
                _at += 2;
                Add(TemplateTokenKind.Mark, ":=", start, space);
                break;
            case '"':
                Add(TemplateTokenKind.Quoted, Quoted(), start, space);
                break;
            case '`':
                var end = template.IndexOf('`', _at + 1);
                if (end < 0)
                    throw Error("unterminated raw quoted string");
                Add(TemplateTokenKind.Quoted, template[(_at + 1)..end], start, space);
                _at = end + 1;
                break;
            case '\'':
                Add(TemplateTokenKind.Number, Character().ToString(CultureInfo.InvariantCulture), start, space);
                break;
            case '.' when _at + 1 >= template.Length || !char.IsAsciiDigit(template[_at + 1]):
                _at++;
                Add(TemplateTokenKind.Field, Name(), start, space);
                break;
            case '$':
                _at++;
                Add(TemplateTokenKind.Variable, "$" + Name(), start, space);
                break;
            default:
                NumberOrWord(c, start, space);
                break;
        }
    }

    private void NumberOrWord(char c, int start, bool space)
    {
        if (char.IsAsciiDigit(c) || c is '.' or '-' or '+')
        {
            _at++;
            while (_at < template.Length && (char.IsAsciiLetterOrDigit(template[_at]) || template[_at] == '.'))
                _at++;
            Add(TemplateTokenKind.Number, template[start.._at], start, space);
            return;
        }
        var name = Name();
        if (name.Length == 0)
            throw Error($"unexpected {GoQuote.Double(c.ToString())} in command");
        Add(TemplateTokenKind.Word, name, start, space);
    }

    private string Name()
    {
        var start = _at;
        while (_at < template.Length && (char.IsLetterOrDigit(template[_at]) || template[_at] == '_'))
            _at++;
        return template[start.._at];
    }

    private string Quoted()
    {
        var result = new StringBuilder();
        for (_at++; ;)
        {
            if (_at >= template.Length || template[_at] == '\n')
                throw Error("unterminated quoted string");
            if (template[_at] == '"')
            {
                _at++;
                return result.ToString();
            }
            result.Append(Unescaped());
        }
    }

    private int Character()
    {
        _at++;
        var text = Unescaped();
        if (_at >= template.Length || template[_at] != '\'')
            throw Error("unterminated character constant");
        _at++;
        return char.ConvertToUtf32(text, 0);
    }

    private string Unescaped()
    {
        var c = template[_at++];
        if (c != '\\' || _at >= template.Length)
            return c.ToString();
        c = template[_at++];
        var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (_at + digits > template.Length || !int.TryParse(template.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                throw Error("invalid escape");
            _at += digits;
            return code < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32(code);
        }
        return c switch
        {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            'a' => "\a",
            'b' => "\b",
            'f' => "\f",
            'v' => "\v",
            _ => c.ToString(),
        };
    }

    private void Add(TemplateTokenKind kind, string value, int position, bool space) => _tokens.Add(new TemplateToken(kind, value, position, space));

    private TemplateException Error(string what) => new($"template: :{Line}: {what}");

    private int Line => template.AsSpan(0, Math.Min(_at, template.Length)).Count('\n') + 1;
}
