using System.Diagnostics;
using System.Globalization;
using System.Text;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>What a command line says: the options that were given, in order, and the other words.</summary>
internal sealed class ParsedArguments(CommandRow row)
{
    private readonly List<(string Name, string Value)> _given = [];
    private readonly List<string> _words = [];

    /// <summary>The command.</summary>
    public CommandRow Row { get; } = row;

    /// <summary>Whether <c>--help</c> was among the options.</summary>
    public bool HelpAsked { get; set; }

    /// <summary>The words that are no options.</summary>
    public List<string> Words => _words;

    /// <summary>Names of the options that were given, in order.</summary>
    public IEnumerable<string> GivenNames
    {
        get
        {
            foreach (var (name, _) in _given)
                yield return name;
        }
    }

    /// <summary>Adds a word that is no option.</summary>
    public void AddWord(string word) => _words.Add(word);

    /// <summary>Adds words that are no options.</summary>
    public void AddWords(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            _words.Add(word);
    }

    /// <summary>Adds an option as it was given.</summary>
    /// <exception cref="UsageException">Its type can't have this value.</exception>
    public void Add(in FlagRow flag, string value)
    {
        FlagValues.Check(flag, value);
        _given.Add((Encoding.UTF8.GetString(flag.Name), value));
    }

    /// <summary>Whether an option was given.</summary>
    public bool Has(ReadOnlySpan<byte> name) => Last(name) is not null;

    /// <summary>The state of a switch.</summary>
    public bool Bool(ReadOnlySpan<byte> name) => (Last(name) ?? Default(name)) is { } value && GoBoolean.Parse(value) is true;

    /// <summary>The text of an option, its default if it wasn't given, or null if it has none.</summary>
    public string? TextOrNull(ReadOnlySpan<byte> name) => Last(name) ?? Default(name);

    /// <summary>The text of an option, its default if it wasn't given, or an empty text if it has none.</summary>
    public string Text(ReadOnlySpan<byte> name) => TextOrNull(name) ?? "";

    /// <summary>The number that an option has, its default if it wasn't given, or null if it has none.</summary>
    public long? Int(ReadOnlySpan<byte> name) => (Last(name) ?? Default(name)) is { } value ? FlagValues.ParseInt(value) : null;

    /// <summary>The number that an option has, its default if it wasn't given, or 0 if it has none.</summary>
    public long Number(ReadOnlySpan<byte> name) => Int(name) ?? 0;

    /// <summary>The size in bytes that an option has, or null if it wasn't given.</summary>
    public long? Bytes(ReadOnlySpan<byte> name) => Last(name) is { } value && ByteSize.TryParse(value, out var bytes) ? bytes : null;

    /// <summary>The time in nanoseconds that an option has, or null if it wasn't given.</summary>
    public long? Duration(ReadOnlySpan<byte> name) => Last(name) is { } value && GoDuration.Parse(value) is { } nanoseconds ? nanoseconds : null;

    /// <summary>The decimal fraction that an option has, or null if it wasn't given.</summary>
    public decimal? Decimal(ReadOnlySpan<byte> name) =>
        Last(name) is { } value ? decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>All values of an option, in order; empty if it wasn't given.</summary>
    public List<string> List(ReadOnlySpan<byte> name)
    {
        CheckKnown(name);
        var values = new List<string>();
        foreach (var (given, value) in _given)
        {
            if (Ascii.Equals(name, given))
                values.Add(value);
        }
        return values;
    }

    /// <summary>All values of an option that takes several with commas between.</summary>
    public List<string> Csv(ReadOnlySpan<byte> name)
    {
        var values = new List<string>();
        foreach (var value in List(name))
            values.AddRange(FlagValues.SplitCsv(value));
        return values;
    }

    private string? Last(ReadOnlySpan<byte> name)
    {
        CheckKnown(name);
        for (var i = _given.Count - 1; i >= 0; i--)
        {
            if (Ascii.Equals(name, _given[i].Name))
                return _given[i].Value;
        }
        return null;
    }

    private string? Default(ReadOnlySpan<byte> name) =>
        Row.TryFindLong(name, out var flag) && flag.Default.Length > 0 ? Encoding.UTF8.GetString(flag.Default) : null;

    [Conditional("DEBUG")]
    private void CheckKnown(ReadOnlySpan<byte> name)
    {
        if (!Row.TryFindLong(name, out var flag) || !flag.Name.SequenceEqual(name))
            throw new InvalidOperationException($"{Row.Name} has no option --{Encoding.UTF8.GetString(name)}");
    }
}
