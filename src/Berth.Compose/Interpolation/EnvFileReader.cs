using System.Globalization;
using System.Text;

namespace Berth.Compose;

/// <summary>
/// Reads env files as Compose does: <c>KEY=value</c> or <c>KEY: value</c>, <c>export</c>, comments, quotes with escapes and line breaks, variables
/// in values; a key alone takes its value from outside. It is forgiving in odd ways (what follows a closing quote is read as the next
/// statement; a last line without a value or a line end becomes the value of the empty key), which are kept.
/// </summary>
internal sealed class EnvFileReader : ITemplateVariables
{
    private readonly string text;
    private readonly SourceFile file;
    private readonly Func<string, string?> outside;
    private readonly IDictionary<string, string> variables;
    private readonly DiagnosticSink diagnostics;
    private readonly LoadLimits limits;
    private int position;
    private int line = 1;

    private EnvFileReader(SourceFile file, IDictionary<string, string> variables, Func<string, string?> outside, DiagnosticSink diagnostics, LoadLimits limits)
    {
        this.file = file;
        text = file.Text;
        this.outside = outside;
        this.variables = variables;
        this.diagnostics = diagnostics;
        this.limits = limits;
    }

    /// <summary>Hears where each variable was set: its name and place.</summary>
    public Action<string, SourceSpan>? Defined { get; init; }

    private SourceSpan Here => new(file, line, 1);

    /// <summary>Adds a file's variables; those from outside win where a value names a variable.</summary>
    /// <returns>False after an error, which is reported.</returns>
    public static bool Read(SourceFile file, IDictionary<string, string> variables, Func<string, string?> outside, DiagnosticSink diagnostics, LoadLimits limits, Action<string, SourceSpan>? defined = null) =>
        new EnvFileReader(file, variables, outside, diagnostics, limits) { Defined = defined }.ReadAll();

    string? ITemplateVariables.Find(string name) => outside(name) ?? (variables.TryGetValue(name, out string? value) ? value : null);

    void ITemplateVariables.Unset(string name) =>
        diagnostics.Warning("unset-variable", Here, $"the variable \"{name}\" is not set: it becomes empty", "write \"$$\" for a dollar, or put the value in single quotes");

    private static bool IsBlank(char c) => c is '\t' or '\v' or '\f' or '\r' or ' ' or '\u0085' or '\u00A0';

    private bool ReadAll()
    {
        if (!limits.TakeText(text.Length))
        {
            return Fail(LoadLimits.TooMuchText);
        }

        while (SkipToStatement())
        {
            if (!ReadStatement())
            {
                return false;
            }
        }

        return true;
    }

    private bool SkipToStatement()
    {
        while (position < text.Length)
        {
            char c = text[position];
            if (c == '\n')
            {
                line++;
            }

            if (c == '#')
            {
                int end = text.IndexOf('\n', position);
                position = end < 0 ? text.Length : end;
            }
            else if (char.IsWhiteSpace(c))
            {
                position++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private bool ReadStatement()
    {
        SkipExport();
        if (position == text.Length)
        {
            return Fail("\"export\" without a name");
        }

        int separator = position;
        while (separator < text.Length && text[separator] is not ('=' or ':' or '\n'))
        {
            if (!IsNamePart(text[separator]))
            {
                return Fail($"\"{text[separator]}\" can't be part of a name");
            }

            separator++;
        }

        SourceSpan here = Here;
        bool alone = separator < text.Length && text[separator] == '\n';
        string key = separator < text.Length ? text[position..separator] : "";
        line += alone && !key.Contains(' ', StringComparison.Ordinal) ? 1 : 0;
        position = separator < text.Length ? separator + 1 : position;
        key = key.TrimEnd();
        SkipBlanks();
        if (key.Contains(' ', StringComparison.Ordinal))
        {
            return Fail($"a name can't contain a space: \"{key}\"");
        }

        if (alone)
        {
            if (outside(key) is { } given)
            {
                Define(key, given, here);
            }

            return true;
        }

        if (ReadValue() is not { } value)
        {
            return false;
        }

        Define(key, value, here);
        return true;
    }

    private void Define(string key, string value, SourceSpan here)
    {
        variables[key] = value;
        Defined?.Invoke(key, here);
    }

    private static bool IsNamePart(char c) =>
        IsBlank(c) || c is '_' or '.' or '-' or '[' or ']' || char.IsSurrogate(c) || char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private void SkipExport()
    {
        const string word = "export";
        int end = position + word.Length;
        if (string.CompareOrdinal(text, position, word, 0, word.Length) == 0 && end < text.Length && char.IsWhiteSpace(text[end]))
        {
            position = end;
            SkipBlanks();
        }
    }

    private void SkipBlanks()
    {
        while (position < text.Length && IsBlank(text[position]))
        {
            position++;
        }
    }

    private string? ReadValue()
    {
        if (position < text.Length && text[position] is '"' or '\'')
        {
            return ReadQuoted(text[position]);
        }

        int end = text.IndexOf('\n', position);
        string value = end < 0 ? text[position..] : text[position..end];
        int comment = value.IndexOf(" #", StringComparison.Ordinal);
        value = Expand((comment < 0 ? value : value[..comment]).TrimEnd())!;
        position = end < 0 ? text.Length : end + 1;
        line++;
        return value;
    }

    private string? ReadQuoted(char quote)
    {
        int first = line;
        StringBuilder value = new();
        bool escaped = false;
        for (int i = position + 1; i < text.Length; i++)
        {
            char c = text[i];
            line += c == '\n' ? 1 : 0;
            if (c == quote && !escaped)
            {
                position = i + 1;
                return quote == '"' ? Expand(Unescape(value.ToString())) : value.ToString();
            }

            if (c == '\\' && !escaped)
            {
                escaped = true;
                continue;
            }

            if (escaped && c != quote)
            {
                value.Append('\\');
            }

            escaped = false;
            value.Append(c);
        }

        line = first;
        Fail("this quoted value isn't closed");
        return null;
    }

    private string? Expand(string value)
    {
        Template template = new(this, limits);
        string expanded = template.Expand(value);
        if (template.Fault is null)
        {
            return expanded;
        }

        Fail(template.Fault.Kind switch
        {
            TemplateFaultKind.Missing => $"the variable \"{template.Fault.Name}\" is required: {template.Fault.Reason}",
            TemplateFaultKind.Limit => template.Fault.Reason,
            _ => $"\"{template.Fault.Reason}\" is no variable",
        });
        return null;
    }

    private bool Fail(string message)
    {
        diagnostics.Error("env-file", Here, message);
        return false;
    }

    // \n and its like, \$ (which must survive the expansion), and \0NNN.
    private static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal))
        {
            return value;
        }

        StringBuilder result = new(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            char next = value[i] == '\\' && i + 1 < value.Length ? value[i + 1] : '\0';
            string? replacement = next switch
            {
                'a' => "\a", 'b' => "\b", 'f' => "\f", 'n' => "\n", 'r' => "\r", 't' => "\t", 'v' => "\v", '"' => "\"", '\\' => "\\", '$' => "$$", 'c' => "\\c", _ => null,
            };
            if (replacement is not null)
            {
                result.Append(replacement);
                i++;
            }
            else if (next == '0')
            {
                i += 1 + AppendOctal(value.AsSpan(i + 2), result);
            }
            else
            {
                result.Append(value[i]);
            }
        }

        return result.ToString();
    }

    private static int AppendOctal(ReadOnlySpan<char> rest, StringBuilder result)
    {
        int length = 0;
        int code = 0;
        bool octal = true;
        while (length < 3 && length < rest.Length && char.IsAsciiDigit(rest[length]))
        {
            octal &= rest[length] < '8';
            code = (code * 8) + rest[length] - '0';
            length++;
        }

        if (length == 3 && octal && code < 256)
        {
            result.Append((char)code);
        }
        else
        {
            result.Append('\\').Append(rest[..length]);
        }

        return length;
    }
}
