using System.Text;

namespace Berth.Compose;

/// <summary>The part of the scanner that reads scalars without quotes, in line and in blocks.</summary>
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
