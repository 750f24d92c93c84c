using System.Text;

namespace Berth.Compose;

/// <summary>
/// Splits a command line into words: quotes and backslashes as in a shell, nothing is expanded. As Compose has it, an operator
/// (<c>; &amp; | &lt; &gt;</c>) outside quotes ends the command, and what follows it is dropped.
/// </summary>
internal ref struct ShellWords
{
    private readonly List<string> words;
    private readonly StringBuilder word;
    private bool started;
    private bool single;
    private bool twofold;
    private bool back;
    private bool dollar;

    private ShellWords(int capacity)
    {
        words = [];
        word = new StringBuilder(capacity);
    }

    private readonly bool Outside => !single && !twofold && !back && !dollar;

    /// <summary>The words; null if quotes or brackets don't pair up.</summary>
    public static List<string>? Split(string line)
    {
        ShellWords state = new(line.Length);
        bool escaped = false;
        foreach (char c in line)
        {
            if (escaped)
            {
                escaped = false;
                state.Append(c);
            }
            else if (c == '\\' && !state.single)
            {
                escaped = true;
            }
            else if (state.Outside && c is (';' or '&' or '|' or '<' or '>'))
            {
                // A number before ">" is a file descriptor.
                state.started &= !(c == '>' && state.word.Length > 0 && char.IsAsciiDigit(state.word[0]));
                break;
            }
            else if (!state.Take(c))
            {
                return null;
            }
        }

        state.EndWord();
        return escaped || !state.Outside ? null : state.words;
    }

    private bool Take(char c)
    {
        bool blank = c is ' ' or '\t' or '\r' or '\n';
        if (blank && Outside)
        {
            EndWord();
        }
        else if (blank)
        {
            // A blank inside quotes doesn't start a word by itself.
            word.Append(c);
        }
        else if (c is '"' or '\'')
        {
            TakeQuote(c);
        }
        else if (!single && !twofold && c is ('`' or '(' or ')'))
        {
            return TakeBracket(c);
        }
        else
        {
            Append(c);
        }

        return true;
    }

    private void TakeQuote(char c)
    {
        if (dollar || (c == '"' ? single : twofold))
        {
            Append(c);
        }
        else if (c == '"')
        {
            started |= twofold;
            twofold = !twofold;
        }
        else
        {
            started |= single;
            single = !single;
        }
    }

    // Commands to be replaced by their output: kept as text, but their brackets must pair up.
    private bool TakeBracket(char c)
    {
        if (c == '`' ? dollar : back)
        {
            Append(c);
            return true;
        }

        if (c == '(')
        {
            if (dollar || word.Length == 0 || word[^1] != '$')
            {
                return false;
            }

            dollar = true;
            word.Append(c);
            return true;
        }

        back ^= c == '`';
        dollar ^= c == ')';
        Append(c);
        return true;
    }

    private void Append(char c)
    {
        word.Append(c);
        started = true;
    }

    private void EndWord()
    {
        if (started)
        {
            words.Add(word.ToString());
            word.Clear();
            started = false;
        }
    }
}
