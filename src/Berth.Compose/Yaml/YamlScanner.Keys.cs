using System.Diagnostics.CodeAnalysis;

namespace Berth.Compose;

/// <summary>The part of the scanner that knows keys without <c>?</c>, which show only at their <c>:</c>, and the levels of indentation that they open.</summary>
internal sealed partial class YamlScanner
{
    // A token can be handed out once no key token can come to stand before it.
    private bool NeedsMore()
    {
        if (head == tokens.Count)
        {
            return !ended;
        }

        for (; firstKeyed < keyedLevels.Count; firstKeyed++)
        {
            int level = keyedLevels[firstKeyed];
            if (simpleKeys[level].Possible && simpleKeys[level].Token >= taken)
            {
                return simpleKeys[level].Token == taken && StillValid(level);
            }
        }

        keyedLevels.Clear();
        firstKeyed = 0;
        return false;
    }

    private bool StillValid(int level)
    {
        SimpleKey key = simpleKeys[level];
        if (!key.Possible)
        {
            return false;
        }

        if (key.Mark.Line == line && key.Mark.Index + LongestKey >= position)
        {
            return true;
        }

        if (key.Required)
        {
            FailKey(key);
        }

        simpleKeys[level] = key with { Possible = false };
        return false;
    }

    private void BeginKeyable()
    {
        SaveSimpleKey();
        simpleKeyAllowed = false;
    }

    private void SaveSimpleKey()
    {
        if (simpleKeyAllowed)
        {
            RemoveSimpleKey();
            bool required = flowLevel == 0 && indent == Column;
            simpleKeys[^1] = new SimpleKey(true, required, taken + tokens.Count - head, Mark);
            if (keyedLevels.Count == firstKeyed || keyedLevels[^1] != simpleKeys.Count - 1)
            {
                keyedLevels.Add(simpleKeys.Count - 1);
            }
        }
    }

    private void RemoveSimpleKey()
    {
        SimpleKey key = simpleKeys[^1];
        if (key.Possible && key.Required)
        {
            FailKey(key);
        }

        simpleKeys[^1] = key with { Possible = false };
    }

    private void Roll(int column, int number, YamlTokenKind kind, YamlMark mark)
    {
        if (flowLevel > 0 || indent >= column)
        {
            return;
        }

        indents.Add(indent);
        indent = column;
        if (indents.Count > MaximumDepth)
        {
            FailDepth();
        }

        YamlToken token = new(kind, mark);
        if (number < 0)
        {
            tokens.Add(token);
        }
        else
        {
            tokens.Insert(head + number - taken, token);
        }
    }

    private void Unroll(int column)
    {
        while (flowLevel == 0 && indent > column)
        {
            tokens.Add(new YamlToken(YamlTokenKind.BlockEnd, Mark));
            indent = indents[^1];
            indents.RemoveAt(indents.Count - 1);
        }
    }

    private void EndBlocks()
    {
        Unroll(-1);
        RemoveSimpleKey();
        simpleKeyAllowed = false;
    }

    [DoesNotReturn]
    private void FailKey(SimpleKey key) =>
        throw Failure(key.Mark, "expected \":\" and a value after this key", "write \"key: value\", or indent the text if it continues the value above");

    [DoesNotReturn]
    private void FailDepth() => throw Failure(Mark, $"more than {MaximumDepth} levels of nesting");
}
