using System.Text;

namespace Berth.Build;

/// <summary>
/// Replaces variables and takes quotes away, as the Dockerfile reference's "Environment replacement" says: <c>$name</c>, <c>${name}</c> and its modifiers
/// <c>:- - :+ + :? ? # ## % %% / //</c>.
/// </summary>
/// <param name="escape">The Dockerfile's escape character.</param>
/// <param name="lookup">A variable's value, or null where it is not set.</param>
internal sealed class WordExpander(char escape, Func<string, string?> lookup)
{
    /// <summary>The word, expanded, quotes removed.</summary>
    public string Expand(string word, int line) => string.Concat(new Reader(this, word, line, escape).Words(splits: false));

    /// <summary>The word expanded and cut at white space that stands outside of quotes, as a list's elements are.</summary>
    public IReadOnlyList<string> ExpandToWords(string word, int line) => new Reader(this, word, line, escape).Words(splits: true);

    /// <summary>A here-document's text: variables are replaced, quotes stay. Its escape character is <c>\</c> whatever the Dockerfile's is.</summary>
    public string ExpandText(string text, int line) => string.Concat(new Reader(this, text, line, '\\', quotes: false).Words(splits: false));

    private sealed class Reader(WordExpander owner, string text, int line, char escape, bool quotes = true)
    {
        private int _at;

        private bool AtEnd => _at >= text.Length;

        private char Peek => text[_at];

        private char PeekNext => _at + 1 < text.Length ? text[_at + 1] : '\0';

        private char Take() => text[_at++];

        private char TakeEscaped()
        {
            _at += 2;
            return text[_at - 1];
        }

        public List<string> Words(bool splits)
        {
            var words = new List<string>();
            var word = new StringBuilder();
            bool begun = false;
            while (!AtEnd)
            {
                char c = Peek;
                if (splits && char.IsWhiteSpace(c))
                {
                    if (begun) words.Add(word.ToString());
                    word.Clear();
                    begun = false;
                    _at++;
                    continue;
                }

                begun = true;
                if (quotes && c == '\'') SingleQuoted(word);
                else if (quotes && c == '"') DoubleQuoted(word);
                else if (c == '$') word.Append(Variable());
                else if (c == escape && PeekNext != '\0') word.Append(TakeEscaped());
                else word.Append(Take());
            }

            if (begun) words.Add(word.ToString());
            return words;
        }

        private void SingleQuoted(StringBuilder word)
        {
            int end = text.IndexOf('\'', _at + 1);
            if (end < 0) throw new DockerfileException(line, $"unexpected end of statement while looking for matching single-quote in: {text}");
            word.Append(text, _at + 1, end - _at - 1);
            _at = end + 1;
        }

        private void DoubleQuoted(StringBuilder word)
        {
            _at++;
            while (true)
            {
                if (AtEnd) throw new DockerfileException(line, $"unexpected end of statement while looking for matching double-quote in: {text}");
                char c = Peek;
                if (c == '"')
                {
                    _at++;
                    return;
                }

                if (c == '$') word.Append(Variable());
                else if (c == escape && (PeekNext is '"' or '$' || PeekNext == escape)) word.Append(TakeEscaped());
                else word.Append(Take());
            }
        }

        /// <summary>At a dollar sign.</summary>
        private string Variable()
        {
            _at++;
            if (!AtEnd && Peek == '{') return Braced();
            int start = _at;
            if (!AtEnd && Peek is '@' or '*' or '#' or '?' or '-' or '$' or '!') _at++;
            else if (!AtEnd && char.IsAsciiDigit(Peek)) while (!AtEnd && char.IsAsciiDigit(Peek)) _at++;
            else while (!AtEnd && (char.IsAsciiLetterOrDigit(Peek) || Peek == '_')) _at++;
            return _at == start ? "$" : owner.Lookup(text[start.._at]) ?? "";
        }

        private string Braced()
        {
            string name = Name();
            if (name.Length == 0) throw new DockerfileException(line, $"bad substitution in: {text}");
            if (AtEnd) throw new DockerfileException(line, $"syntax error: missing '}}' in: {text}");
            string? value = owner.Lookup(name);
            char op = Take();
            if (op == '}') return value ?? "";
            bool countsEmpty = op == ':';
            if (countsEmpty) op = AtEnd ? '\0' : Take();
            if (countsEmpty && op is not ('-' or '+' or '?')) throw new DockerfileException(line, $"unsupported modifier (:{op}) in substitution of {name}");
            return op switch
            {
                '-' or '+' or '?' => Chosen(op, name, value, value is not null && (!countsEmpty || value.Length > 0)),
                '#' or '%' => Trimmed(op, value ?? ""),
                '/' => Replaced(value ?? ""),
                _ => throw new DockerfileException(line, $"unsupported modifier ({op}) in substitution of {name}"),
            };
        }

        private string Name()
        {
            int start = ++_at;
            while (!AtEnd && (char.IsAsciiLetterOrDigit(Peek) || Peek == '_')) _at++;
            return text[start.._at];
        }

        private string Chosen(char op, string name, string? value, bool isSet)
        {
            string word = Operand();
            if (op == '+') return isSet ? word : "";
            if (isSet) return value!;
            return op == '-' ? word : throw new DockerfileException(line, $"{name}: {(word.Length > 0 ? word : "not allowed to be unset")}");
        }

        private bool TakeIf(char c)
        {
            if (AtEnd || Peek != c) return false;
            _at++;
            return true;
        }

        private string Trimmed(char op, string value)
        {
            bool longest = TakeIf(op);
            string pattern = Operand();
            return op == '#' ? ShellPattern.TrimStart(value, pattern, longest) : ShellPattern.TrimEnd(value, pattern, longest);
        }

        private string Replaced(string value)
        {
            bool all = TakeIf('/');
            string pattern = Operand('/');
            string replacement = text[_at - 1] == '/' ? Operand() : "";
            return ShellPattern.Replace(value, pattern, replacement, all);
        }

        /// <summary>What stands up to the closing brace (or another end), expanded.</summary>
        private string Operand(char end = '}')
        {
            var word = new StringBuilder();
            while (!AtEnd)
            {
                char c = Peek;
                if (c == end || c == '}')
                {
                    _at++;
                    return word.ToString();
                }

                if (quotes && c == '\'') SingleQuoted(word);
                else if (quotes && c == '"') DoubleQuoted(word);
                else if (c == '$') word.Append(Variable());
                else if (c == escape && PeekNext != '\0') word.Append(TakeEscaped());
                else word.Append(Take());
            }

            throw new DockerfileException(line, $"syntax error: missing '}}' in: {text}");
        }
    }

    private string? Lookup(string name) => lookup(name);
}
