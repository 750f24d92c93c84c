using System.Buffers.Text;

namespace Berth.Linux;

/// <summary>Rules by the numbers of one architecture; names that it doesn't have are left out, as libseccomp does.</summary>
internal sealed class SeccompRules
{
    private readonly SeccompArchitecture _architecture;
    private readonly SeccompRule?[] _rules = new SeccompRule?[512];

    // 32-bit ARM has a few of its own far beyond.
    private readonly SortedDictionary<int, SeccompRule> _private = [];

    /// <summary>None yet.</summary>
    public SeccompRules(SeccompArchitecture architecture) => _architecture = architecture;

    /// <summary>The architecture.</summary>
    public SeccompArchitecture Architecture => _architecture;

    /// <summary>It is one of x86's two.</summary>
    public bool IsX86 => _architecture is SeccompArchitecture.X64 or SeccompArchitecture.X86;

    /// <summary>The rules by number.</summary>
    public ReadOnlySpan<SeccompRule?> Numbers => _rules;

    /// <summary>The rules of numbers beyond those, in their order.</summary>
    public IEnumerable<KeyValuePair<int, SeccompRule>> Private => _private;

    private ReadOnlySpan<byte> Lines => _architecture switch
    {
        SeccompArchitecture.X64 => SyscallsOfX64.Lines,
        SeccompArchitecture.X86 => SyscallsOfX86.Lines,
        SeccompArchitecture.Arm => SyscallsOfArm.Lines,
        _ => SyscallsOfArm64.Lines,
    };

    /// <summary>Allows names that come in the order of their bytes, each followed by a space: one pass over both lists.</summary>
    public void AllowSorted(ReadOnlySpan<byte> names)
    {
        var lines = Lines;
        while (names.Length > 0 && lines.Length > 0)
        {
            var name = names[..names.IndexOf((byte)' ')];
            int end = lines.IndexOf((byte)'\n');
            var line = lines[..end];
            int space = line.IndexOf((byte)' ');
            int order = name.SequenceCompareTo(line[..space]);
            if (order == 0)
            {
                Set(Number(line[(space + 1)..]), SeccompRule.Allow);
            }
            if (order <= 0)
            {
                names = names[(name.Length + 1)..];
            }
            if (order >= 0)
            {
                lines = lines[(end + 1)..];
            }
        }
    }

    /// <summary>Allows names, each followed by a space.</summary>
    public void Allow(ReadOnlySpan<byte> names)
    {
        for (int end; (end = names.IndexOf((byte)' ')) >= 0; names = names[(end + 1)..])
        {
            Add(names[..end], SeccompRule.Allow);
        }
    }

    /// <summary>Adds a rule; those that were added before are asked first, but a rule without conditions stands over all.</summary>
    public void Add(ReadOnlySpan<byte> name, SeccompRule rule)
    {
        int number = Find(name);
        if (number < 0)
        {
            return;
        }
        var present = number < _rules.Length ? _rules[number] : _private.GetValueOrDefault(number);
        if (rule.Conditions.Length == 0)
        {
            Set(number, rule);
        }
        else if (present is not { Conditions.Length: 0 })
        {
            Set(number, present is null ? rule : present.Before(rule));
        }
    }

    private void Set(int number, SeccompRule rule)
    {
        if (number < _rules.Length)
        {
            _rules[number] = rule;
        }
        else
        {
            _private[number] = rule;
        }
    }

    /// <summary>A call's number, or -1.</summary>
    private int Find(ReadOnlySpan<byte> name)
    {
        for (var lines = Lines; lines.Length > 0;)
        {
            int end = lines.IndexOf((byte)'\n');
            var line = lines[..end];
            if (line.Length > name.Length && line[name.Length] == ' ' && line.StartsWith(name))
            {
                return Number(line[(name.Length + 1)..]);
            }
            lines = lines[(end + 1)..];
        }
        return -1;
    }

    private static int Number(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out int number, out _) ? number : throw new InvalidOperationException("a line without a number");
}
