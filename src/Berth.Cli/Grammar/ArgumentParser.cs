using System.Text;

namespace Berth.Cli;

/// <summary>Reads words by the rules of pflag, the grammar that the docker and compose command lines have.</summary>
internal static class ArgumentParser
{
    /// <summary>Reads the words of one command.</summary>
    /// <param name="row">The command.</param>
    /// <param name="words">What follows its name.</param>
    /// <param name="flagsFirst">Whether options end at the first word that is none; for groups and commands that hand the rest on.</param>
    /// <exception cref="UsageException">An unknown option, a value that is missing or can't be read.</exception>
    public static ParsedArguments Parse(CommandRow row, ReadOnlySpan<string> words, bool flagsFirst)
    {
        var result = new ParsedArguments(row);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Length < 2 || word[0] != '-')
            {
                if (flagsFirst)
                {
                    result.AddWords(words[i..]);
                    break;
                }
                result.AddWord(word);
            }
            else if (word == "--")
            {
                result.AddWords(words[(i + 1)..]);
                break;
            }
            else if (word[1] == '-')
            {
                Long(result, words, ref i);
            }
            else
            {
                Cluster(result, words, ref i);
            }
            if (result.HelpAsked)
                break;
        }
        return result;
    }

    /// <summary>As <see cref="Parse"/>, with the command's usage after the message of an error.</summary>
    public static ParsedArguments ParseIn(string name, CommandRow row, ReadOnlySpan<string> words, bool flagsFirst)
    {
        try
        {
            return Parse(row, words, flagsFirst);
        }
        catch (UsageException e) when (e.ShowUsage)
        {
            throw CommandCall.WithUsage(e, row, name);
        }
    }

    private static void Long(ParsedArguments result, ReadOnlySpan<string> words, ref int i)
    {
        var word = words[i];
        var equals = word.IndexOf('=');
        var name = word.AsSpan(2, (equals < 0 ? word.Length : equals) - 2);
        if (name.IsEmpty || name[0] == '-')
            throw new UsageException("bad flag syntax: " + word);
        Span<byte> utf8 = stackalloc byte[64];
        if (Ascii.FromUtf16(name, utf8, out var length) != System.Buffers.OperationStatus.Done || !result.Row.TryFindLong(utf8[..length], out var flag))
        {
            if (name is "help" && equals < 0)
            {
                result.HelpAsked = true;
                return;
            }
            throw UnknownLong(result.Row, name.ToString());
        }
        if (equals >= 0)
            result.Add(flag, word[(equals + 1)..]);
        else if (flag.Type == FlagType.Bool)
            result.Add(flag, "true");
        else if (i + 1 < words.Length)
            result.Add(flag, words[++i]);
        else
            throw new UsageException("flag needs an argument: " + word);
    }

    private static void Cluster(ParsedArguments result, ReadOnlySpan<string> words, ref int i)
    {
        for (var rest = words[i].AsSpan(1); rest.Length > 0;)
        {
            if (!result.Row.TryFindShort(rest[0], out var flag))
            {
                if (rest[0] != 'h')
                    throw new UsageException($"unknown shorthand flag: '{rest[0]}' in -{rest}");
                result.HelpAsked = true;
                return;
            }
            if (rest.Length > 2 && rest[1] == '=')
            {
                result.Add(flag, rest[2..].ToString());
                return;
            }
            if (flag.Type == FlagType.Bool)
            {
                result.Add(flag, "true");
                rest = rest[1..];
            }
            else if (rest.Length > 1)
            {
                result.Add(flag, rest[1..].ToString());
                return;
            }
            else if (i + 1 < words.Length)
            {
                result.Add(flag, words[++i]);
                return;
            }
            else
            {
                throw new UsageException($"flag needs an argument: '{rest[0]}' in -{rest}");
            }
        }
    }

    private static UsageException UnknownLong(CommandRow row, string name)
    {
        var names = new List<string>();
        for (var source = row; source is not null; source = source.Included)
        {
            foreach (var line in new LineReader(source.Text))
            {
                if (FlagRow.IsFlag(line) && FlagRow.Read(line) is { Hidden: false } flag)
                    names.Add(Encoding.UTF8.GetString(flag.Name));
            }
        }
        var near = NearestWord.Find(name, names);
        return new UsageException($"unknown flag: --{name}" + (near is null ? "" : $"\nDid you mean --{near}?"));
    }
}
