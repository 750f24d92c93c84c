using System.Diagnostics.CodeAnalysis;

namespace Berth.Compose;

/// <summary>
/// Turns a text into tokens with the rules of YAML 1.1 as libyaml and its Go port have them, since "what Compose reads" means "what those read":
/// a key without <c>?</c> ends on its line and within 1024 characters, a tab indents nothing, <c>:</c> needs a blank after it in block context.
/// Whether a scalar is a key shows only at its <c>:</c>, so tokens wait in a queue until no key can be put before them.
/// </summary>
internal sealed partial class YamlScanner
{
    /// <summary>Most levels of nesting. No Compose file comes near; every phase that walks a tree may recurse this deep.</summary>
    public const int MaximumDepth = 1000;

    private const int LongestKey = 1024;

    private readonly SourceFile file;

    // The text and some NULs, which no valid text contains: looking ahead needs no check for the end.
    private readonly string text;

    private readonly List<YamlToken> tokens = [];
    private readonly List<int> indents = [];
    private readonly List<SimpleKey> simpleKeys = [];

    // The levels whose keys may still be possible, outermost first; those before "firstKeyed" are done with.
    private readonly List<int> keyedLevels = [];
    private int firstKeyed;
    private int head;
    private int taken;
    private int position;
    private int line;
    private int lineStart;
    private int indent = -1;
    private int flowLevel;
    private bool simpleKeyAllowed = true;
    private bool ended;

    public YamlScanner(SourceFile file)
    {
        this.file = file;
        text = file.Text + "\0\0\0\0";
        simpleKeys.Add(default);
    }

    private record struct SimpleKey(bool Possible, bool Required, int Token, YamlMark Mark);

    private int Column => position - lineStart;

    private char Current => text[position];

    private YamlMark Mark => new(position, line, Column);

    /// <summary>The next token, which stays where it is.</summary>
    public YamlToken Peek()
    {
        while (NeedsMore())
        {
            FetchNext();
        }

        return tokens[head];
    }

    public void Skip()
    {
        head++;
        taken++;
        if (head == tokens.Count)
        {
            tokens.Clear();
            head = 0;
        }
    }

    public SourceSpan Span(YamlMark mark) => new(file, mark.Line + 1, mark.Column + 1);

    private static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private static bool IsBlankOrEnd(char c) => c is ' ' or '\t' or '\n' or '\r' or '\0' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsBreakOrEnd(char c) => c is '\n' or '\r' or '\0' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private void FetchNext()
    {
        SkipToToken();
        Unroll(Column);
        char c = Current;
        if (c == '\0')
        {
            FetchEnd();
        }
        else if (Column == 0 && c == '%')
        {
            FetchDirective();
        }
        else if (Column == 0 && AtDocumentIndicator())
        {
            EndBlocks();
            Append(c == '-' ? YamlTokenKind.DocumentStart : YamlTokenKind.DocumentEnd, 3);
        }
        else if (!FetchIndicator(c) && !FetchNode(c))
        {
            FailCharacter(c);
        }
    }

    // Structure: brackets, commas, dashes, question marks, colons.
    private bool FetchIndicator(char c)
    {
        switch (c)
        {
            case '[':
                FetchFlowStart(YamlTokenKind.FlowSequenceStart);
                return true;
            case '{':
                FetchFlowStart(YamlTokenKind.FlowMappingStart);
                return true;
            case ']':
                FetchFlowEnd(YamlTokenKind.FlowSequenceEnd);
                return true;
            case '}':
                FetchFlowEnd(YamlTokenKind.FlowMappingEnd);
                return true;
            case ',':
                RemoveSimpleKey();
                simpleKeyAllowed = true;
                Append(YamlTokenKind.FlowEntry, 1);
                return true;
            case '-' when IsBlankOrEnd(text[position + 1]):
                FetchBlockEntry();
                return true;
            case '?' when flowLevel > 0 || IsBlankOrEnd(text[position + 1]):
                FetchKey();
                return true;
            case ':' when flowLevel > 0 || IsBlankOrEnd(text[position + 1]):
                FetchValue();
                return true;
            default:
                return false;
        }
    }

    // Content: aliases, anchors, tags, scalars.
    private bool FetchNode(char c)
    {
        switch (c)
        {
            case '*' or '&':
                BeginKeyable();
                ScanAnchor(c == '*' ? YamlTokenKind.Alias : YamlTokenKind.Anchor);
                return true;
            case '!':
                BeginKeyable();
                ScanTag();
                return true;
            case '|' or '>' when flowLevel == 0:
                RemoveSimpleKey();
                simpleKeyAllowed = true;
                ScanBlockScalar(literal: c == '|');
                return true;
            case '\'' or '"':
                BeginKeyable();
                ScanQuotedScalar(c);
                return true;
            default:
                if (!StartsPlain(c))
                {
                    return false;
                }

                BeginKeyable();
                ScanPlainScalar();
                return true;
        }
    }

    private bool StartsPlain(char c) => c switch
    {
        '-' => !IsBlank(text[position + 1]),
        '?' or ':' => flowLevel == 0 && !IsBlankOrEnd(text[position + 1]),
        ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => false,
        _ => !IsBlankOrEnd(c),
    };

    private bool AtDocumentIndicator()
    {
        char c = Current;
        return c is '-' or '.' && text[position + 1] == c && text[position + 2] == c && IsBlankOrEnd(text[position + 3]);
    }

    private void Append(YamlTokenKind kind, int length)
    {
        tokens.Add(new YamlToken(kind, Mark));
        position += length;
    }

    private void FetchEnd()
    {
        if (Column != 0)
        {
            // The end counts as the start of a line of its own.
            line++;
            lineStart = position;
        }

        EndBlocks();
        tokens.Add(new YamlToken(YamlTokenKind.StreamEnd, Mark));
        ended = true;
    }

    private void FetchFlowStart(YamlTokenKind kind)
    {
        SaveSimpleKey();
        simpleKeys.Add(default);
        flowLevel++;
        if (flowLevel > MaximumDepth)
        {
            FailDepth();
        }

        simpleKeyAllowed = true;
        Append(kind, 1);
    }

    private void FetchFlowEnd(YamlTokenKind kind)
    {
        RemoveSimpleKey();
        if (flowLevel > 0)
        {
            flowLevel--;
            simpleKeys.RemoveAt(simpleKeys.Count - 1);
            if (keyedLevels.Count > firstKeyed && keyedLevels[^1] == simpleKeys.Count)
            {
                keyedLevels.RemoveAt(keyedLevels.Count - 1);
            }
        }

        simpleKeyAllowed = false;
        Append(kind, 1);
    }

    private void FetchBlockEntry()
    {
        if (flowLevel == 0)
        {
            if (!simpleKeyAllowed)
            {
                throw Failure(Mark, "a list item (\"- \") can't start here", "put the list on a line of its own below the key");
            }

            Roll(Column, -1, YamlTokenKind.BlockSequenceStart, Mark);
        }

        RemoveSimpleKey();
        simpleKeyAllowed = true;
        Append(YamlTokenKind.BlockEntry, 1);
    }

    private void FetchKey()
    {
        if (flowLevel == 0)
        {
            if (!simpleKeyAllowed)
            {
                throw Failure(Mark, "a key (\"? \") can't start here");
            }

            Roll(Column, -1, YamlTokenKind.BlockMappingStart, Mark);
        }

        RemoveSimpleKey();
        simpleKeyAllowed = flowLevel == 0;
        Append(YamlTokenKind.Key, 1);
    }

    private void FetchValue()
    {
        int level = simpleKeys.Count - 1;
        SimpleKey candidate = simpleKeys[level];
        if (StillValid(level))
        {
            SimpleKey key = simpleKeys[level];
            tokens.Insert(head + key.Token - taken, new YamlToken(YamlTokenKind.Key, key.Mark));
            Roll(key.Mark.Column, key.Token, YamlTokenKind.BlockMappingStart, key.Mark);
            simpleKeys[level] = key with { Possible = false };
            simpleKeyAllowed = false;
        }
        else
        {
            if (flowLevel == 0)
            {
                if (!simpleKeyAllowed && candidate.Mark.Line < line)
                {
                    throw Failure(Mark, $"a key stands on one line, and this text began on line {candidate.Mark.Line + 1}", $"add \":\" on line {candidate.Mark.Line + 1} if that is a key of its own");
                }

                if (!simpleKeyAllowed)
                {
                    throw Failure(Mark, "a second \": \" on one line: a value can't be a mapping here", "quote the value if the colon belongs to it, or put the mapping on the next line");
                }

                Roll(Column, -1, YamlTokenKind.BlockMappingStart, Mark);
            }

            simpleKeyAllowed = flowLevel == 0;
        }

        Append(YamlTokenKind.Value, 1);
    }

    private void SkipToToken()
    {
        while (true)
        {
            while (Current == ' ' || (Current == '\t' && (flowLevel > 0 || !simpleKeyAllowed)))
            {
                position++;
            }

            if (Current == '#')
            {
                SkipToLineEnd();
            }

            if (!IsBreak(Current))
            {
                return;
            }

            SkipBreak();
            if (flowLevel == 0)
            {
                simpleKeyAllowed = true;
            }
        }
    }

    private void SkipToLineEnd()
    {
        while (!IsBreakOrEnd(Current))
        {
            position++;
        }
    }

    private void SkipBreak()
    {
        position += Current == '\r' && text[position + 1] == '\n' ? 2 : 1;
        line++;
        lineStart = position;
    }

    private YamlException Failure(YamlMark mark, string message, string? hint = null) => new(Span(mark), message, hint);

    [DoesNotReturn]
    private void FailCharacter(char c) => throw (c switch
    {
        '\t' => Failure(Mark, "a tab can't indent", "indent with spaces"),
        '@' or '`' => Failure(Mark, $"a value can't start with \"{c}\"", "put the value in quotes"),
        '%' => Failure(Mark, "a value can't start with \"%\"", "put the value in quotes"),
        _ => Failure(Mark, $"nothing can start with \"{c}\" here", "put the value in quotes"),
    });
}
