using System.Globalization;
using System.Text;

namespace Berth.Compose;

/// <summary>The part of the scanner that reads scalars in quotes.</summary>
internal sealed partial class YamlScanner
{
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
}
