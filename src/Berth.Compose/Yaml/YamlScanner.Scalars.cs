using System.Globalization;
using System.Text;

namespace Berth.Compose;

/// <summary>The part of the scanner that reads scalars.</summary>
internal sealed partial class YamlScanner
{
    private readonly StringBuilder content = new();

    // The breaks after the first one between two lines of a scalar: they stay, the first one becomes a space.
    private readonly StringBuilder laterBreaks = new();
    private char firstBreak;

    private void ScanPlainScalar()
    {
        YamlMark start = Mark;
        int contentIndent = indent + 1;
        int from = position;
        int end = position;
        bool several = false;
        bool onNewLine = false;
        while (Current != '#' && !(Column == 0 && AtDocumentIndicator()))
        {
            if (!IsBlankOrEnd(Current) && !EndsPlain())
            {
                if (onNewLine)
                {
                    JoinLines();
                    from = position;
                    onNewLine = false;
                }

                SkipPlainWord();
                end = position;
            }

            if (!IsBlank(Current) && !IsBreak(Current))
            {
                break;
            }

            SkipPlainBlanks(start, contentIndent, from, end, ref several, ref onNewLine);
            if (flowLevel == 0 && Column < contentIndent)
            {
                break;
            }
        }

        if (several && !onNewLine)
        {
            content.Append(text, from, end - from);
        }

        tokens.Add(new YamlToken(YamlTokenKind.PlainScalar, start, several ? content.ToString() : text[from..end]));
        simpleKeyAllowed |= onNewLine;
    }

    private void SkipPlainWord()
    {
        do
        {
            position++;
        }
        while (!IsBlankOrEnd(Current) && !EndsPlain());
    }

    private bool EndsPlain()
    {
        char c = Current;
        return (c == ':' && IsBlankOrEnd(text[position + 1])) || (flowLevel > 0 && c is (',' or '?' or '[' or ']' or '{' or '}'));
    }

    private void SkipPlainBlanks(YamlMark start, int contentIndent, int from, int end, ref bool several, ref bool onNewLine)
    {
        while (true)
        {
            if (IsBlank(Current))
            {
                if (onNewLine && Current == '\t' && Column < contentIndent)
                {
                    throw new YamlException(Span(Mark), "a tab can't indent", "indent with spaces", new DiagnosticPlace(Span(start), "the value that goes on here"));
                }

                position++;
            }
            else if (!IsBreak(Current))
            {
                return;
            }
            else if (onNewLine)
            {
                laterBreaks.Append(TakeBreak());
            }
            else
            {
                if (!several)
                {
                    content.Clear();
                }

                content.Append(text, from, end - from);
                several = true;
                onNewLine = true;
                laterBreaks.Clear();
                firstBreak = TakeBreak();
            }
        }
    }

    private void JoinLines()
    {
        if (firstBreak != '\n')
        {
            content.Append(firstBreak).Append(laterBreaks);
        }
        else if (laterBreaks.Length == 0)
        {
            content.Append(' ');
        }
        else
        {
            content.Append(laterBreaks);
        }
    }

    private char TakeBreak()
    {
        char c = Current is '\u2028' or '\u2029' ? Current : '\n';
        SkipBreak();
        return c;
    }

    private void ScanQuotedScalar(char quote)
    {
        YamlMark start = Mark;
        position++;
        int end = position;
        while (text[end] != quote && !IsBreakOrEnd(text[end]) && text[end] != '\\')
        {
            end++;
        }

        if (text[end] == quote && (quote == '"' || text[end + 1] != quote))
        {
            // The usual case: nothing to unescape, nothing to fold.
            tokens.Add(new YamlToken(YamlTokenKind.QuotedScalar, start, text[position..end]));
            position = end + 1;
            return;
        }

        content.Clear();
        while (true)
        {
            CheckQuoted(start);
            bool onNewLine = ScanQuotedWord(start, quote);
            if (!onNewLine && Current == quote)
            {
                break;
            }

            SkipQuotedBlanks(onNewLine);
        }

        position++;
        tokens.Add(new YamlToken(YamlTokenKind.QuotedScalar, start, content.ToString()));
    }

    private void CheckQuoted(YamlMark start)
    {
        if (Column == 0 && AtDocumentIndicator())
        {
            throw Failure(start, "this quoted value isn't closed before the end of its document", "add the closing quote");
        }

        if (Current == '\0')
        {
            throw Failure(start, "this quoted value isn't closed", "add the closing quote");
        }
    }

    // Reads to the next blank or the closing quote. True: it ended with an escaped line break.
    private bool ScanQuotedWord(YamlMark start, char quote)
    {
        while (!IsBlankOrEnd(Current))
        {
            char c = Current;
            if (quote == '\'' && c == '\'' && text[position + 1] == '\'')
            {
                content.Append('\'');
                position += 2;
            }
            else if (c == quote)
            {
                return false;
            }
            else if (quote == '"' && c == '\\' && IsBreak(text[position + 1]))
            {
                position++;
                SkipBreak();
                laterBreaks.Clear();
                firstBreak = '\0';
                return true;
            }
            else if (quote == '"' && c == '\\')
            {
                ScanEscape(start);
            }
            else
            {
                content.Append(c);
                position++;
            }
        }

        return false;
    }

    private void SkipQuotedBlanks(bool onNewLine)
    {
        int from = position;
        int blanks = 0;
        while (IsBlank(Current) || IsBreak(Current))
        {
            if (IsBlank(Current))
            {
                position++;
                blanks = onNewLine ? 0 : position - from;
            }
            else if (onNewLine)
            {
                laterBreaks.Append(TakeBreak());
            }
            else
            {
                blanks = 0;
                onNewLine = true;
                laterBreaks.Clear();
                firstBreak = TakeBreak();
            }
        }

        if (!onNewLine)
        {
            content.Append(text, from, blanks);
        }
        else if (firstBreak == '\0')
        {
            // After an escaped line break, further ones are content.
            content.Append(laterBreaks);
        }
        else
        {
            JoinLines();
        }
    }

    private void ScanEscape(YamlMark start)
    {
        char c = text[position + 1];
        int digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            ScanCodePoint(start, digits);
            return;
        }

        content.Append(c switch
        {
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            't' or '\t' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            'e' => '\u001B',
            ' ' or '"' or '\'' or '\\' => c,
            'N' => '\u0085',
            '_' => '\u00A0',
            'L' => '\u2028',
            'P' => '\u2029',
            _ => throw Failure(Mark, c == '\0' ? "this quoted value isn't closed" : $"\"\\{c}\" is no escape sequence", "use single quotes, or write \"\\\\\" for a backslash"),
        });
        position += 2;
    }

    private void ScanCodePoint(YamlMark start, int digits)
    {
        ReadOnlySpan<char> code = text.AsSpan(position + 2, Math.Min(digits, text.Length - position - 2));
        if (!uint.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) || code.Length < digits)
        {
            throw Failure(Mark, $"\"\\{text[position + 1]}\" needs {digits} hexadecimal digits");
        }

        if (!Rune.TryCreate(value, out Rune rune))
        {
            throw Failure(Mark, $"\"\\{text[position + 1]}{code}\" is no character");
        }

        content.Append(rune.ToString());
        position += 2 + digits;
    }

    private void ScanBlockScalar(bool literal)
    {
        YamlMark start = Mark;
        position++;
        (int chomp, int increment) = ScanBlockHeader(start);
        int contentIndent = increment > 0 ? Math.Max(indent, 0) + increment : 0;
        content.Clear();
        laterBreaks.Clear();
        bool hasBreak = false;
        bool lineBefore = false;
        contentIndent = ScanBlockBreaks(start, contentIndent);
        while (Column == contentIndent && Current != '\0')
        {
            bool blankStart = IsBlank(Current);
            if (!literal && !lineBefore && !blankStart && hasBreak && firstBreak == '\n')
            {
                if (laterBreaks.Length == 0)
                {
                    content.Append(' ');
                }
            }
            else if (hasBreak)
            {
                content.Append(firstBreak);
            }

            content.Append(laterBreaks);
            laterBreaks.Clear();
            lineBefore = blankStart;
            int from = position;
            SkipToLineEnd();
            content.Append(text, from, position - from);
            hasBreak = IsBreak(Current);
            if (hasBreak)
            {
                firstBreak = TakeBreak();
            }

            ScanBlockBreaks(start, contentIndent);
        }

        if (chomp >= 0 && hasBreak)
        {
            content.Append(firstBreak);
        }

        if (chomp > 0)
        {
            content.Append(laterBreaks);
        }

        tokens.Add(new YamlToken(YamlTokenKind.BlockScalar, start, content.ToString()));
    }

    // The rest of the line after | or >: how the end is cut (-1: all breaks go, 0: one stays, 1: all stay) and an explicit indentation.
    private (int Chomp, int Increment) ScanBlockHeader(YamlMark start)
    {
        int chomp = 0;
        int increment = 0;
        for (int i = 0; i < 2; i++)
        {
            if (Current is '+' or '-' && chomp == 0)
            {
                chomp = Current == '+' ? 1 : -1;
                position++;
            }
            else if (char.IsAsciiDigit(Current) && increment == 0)
            {
                increment = Current - '0';
                if (increment == 0)
                {
                    throw Failure(Mark, "the indentation of a block can't be 0");
                }

                position++;
            }
        }

        while (IsBlank(Current))
        {
            position++;
        }

        if (Current == '#')
        {
            SkipToLineEnd();
        }

        if (!IsBreakOrEnd(Current))
        {
            throw Failure(Mark, $"the text of a block (\"{text[start.Index]}\") starts on the next line");
        }

        if (IsBreak(Current))
        {
            SkipBreak();
        }

        return (chomp, increment);
    }

    // Skips indentation and empty lines; returns the block's indentation, found by its first line if it is not known yet.
    private int ScanBlockBreaks(YamlMark start, int contentIndent)
    {
        int deepest = 0;
        while (true)
        {
            while ((contentIndent == 0 || Column < contentIndent) && Current == ' ')
            {
                position++;
            }

            deepest = Math.Max(deepest, Column);
            if ((contentIndent == 0 || Column < contentIndent) && Current == '\t')
            {
                throw new YamlException(Span(Mark), "a tab can't indent", "indent with spaces", new DiagnosticPlace(Span(start), "the block that goes on here"));
            }

            if (!IsBreak(Current))
            {
                break;
            }

            laterBreaks.Append(TakeBreak());
        }

        return contentIndent > 0 ? contentIndent : Math.Max(Math.Max(deepest, indent + 1), 1);
    }
}
