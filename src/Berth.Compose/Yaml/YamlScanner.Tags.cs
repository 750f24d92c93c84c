namespace Berth.Compose;

/// <summary>The part of the scanner that reads anchors, aliases, tags and directives.</summary>
internal sealed partial class YamlScanner
{
    private void ScanAnchor(YamlTokenKind kind)
    {
        YamlMark start = Mark;
        position++;
        int from = position;
        while (IsWord(Current))
        {
            position++;
        }

        if (position == from || !(IsBlankOrEnd(Current) || Current is '?' or ':' or ',' or ']' or '}' or '%' or '@' or '`'))
        {
            string what = kind == YamlTokenKind.Alias ? "an alias (\"*\")" : "an anchor (\"&\")";
            throw Failure(start, $"the name of {what} consists of letters, digits, \"-\" and \"_\"", "put the value in quotes if it is none");
        }

        tokens.Add(new YamlToken(kind, start, text[from..position]));
    }

    private void ScanTag()
    {
        YamlMark start = Mark;
        string handle;
        string suffix;
        if (text[position + 1] == '<')
        {
            position += 2;
            handle = "";
            suffix = ScanTagText(start, "");
            if (Current != '>')
            {
                throw Failure(start, "this tag isn't closed with \">\"");
            }

            position++;
        }
        else
        {
            handle = ScanTagHandle();
            if (handle.Length > 1 && handle[^1] == '!')
            {
                suffix = ScanTagText(start, "");
                if (suffix.Length == 0)
                {
                    throw Failure(start, "this tag has no name");
                }
            }
            else
            {
                suffix = ScanTagText(start, handle[1..]);
                handle = "!";
                if (suffix.Length == 0)
                {
                    (handle, suffix) = ("", "!");
                }
            }
        }

        if (!IsBlankOrEnd(Current))
        {
            throw Failure(start, "a tag (\"!\") ends with a blank", "put the value in quotes if it is none");
        }

        tokens.Add(new YamlToken(YamlTokenKind.Tag, start, handle, suffix));
    }

    private string ScanTagHandle()
    {
        int from = position;
        position++;
        while (IsWord(Current))
        {
            position++;
        }

        if (Current == '!')
        {
            position++;
        }

        return text[from..position];
    }

    private string ScanTagText(YamlMark start, string head)
    {
        int from = position;
        while (IsWord(Current) || Current is ';' or '/' or '?' or ':' or '@' or '&' or '=' or '+' or '$' or ',' or '.' or '!' or '~' or '*' or '\'' or '(' or ')' or '[' or ']' or '%')
        {
            if (Current == '%' && !(char.IsAsciiHexDigit(text[position + 1]) && char.IsAsciiHexDigit(text[position + 2])))
            {
                throw Failure(start, "\"%\" in a tag needs two hexadecimal digits");
            }

            position++;
        }

        return head + text[from..position];
    }

    private void FetchDirective()
    {
        EndBlocks();
        YamlMark start = Mark;
        position++;
        int from = position;
        while (IsWord(Current))
        {
            position++;
        }

        string name = text[from..position];
        YamlToken token = name switch
        {
            "YAML" => new YamlToken(YamlTokenKind.VersionDirective, start, ScanDirectiveWord()),
            "TAG" => new YamlToken(YamlTokenKind.TagDirective, start, ScanDirectiveWord(), ScanDirectiveWord()),
            _ => throw Failure(start, $"\"%{name}\" is no directive", "put the value in quotes if it is none"),
        };
        if (token.Kind == YamlTokenKind.TagDirective && (token.Suffix.Length == 0 || token.Text is not ['!', ..] || token.Text[^1] != '!'))
        {
            throw Failure(start, "a \"%TAG\" directive has a handle (\"!name!\") and a prefix");
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
            throw Failure(start, "a directive stands alone on its line");
        }

        if (IsBreak(Current))
        {
            SkipBreak();
        }

        tokens.Add(token);
    }

    private string ScanDirectiveWord()
    {
        while (IsBlank(Current))
        {
            position++;
        }

        int from = position;
        while (!IsBlankOrEnd(Current))
        {
            position++;
        }

        return text[from..position];
    }
}
