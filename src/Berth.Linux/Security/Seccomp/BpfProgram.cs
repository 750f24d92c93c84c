using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>A classic BPF program that decides over system calls (seccomp(2), "Filters"): rules by number as a binary tree, the arguments' rules at its leaves.</summary>
internal sealed class BpfProgram
{
    private const ushort Load = 0x20, JumpEqual = 0x15, JumpGreater = 0x25, JumpGreaterOrEqual = 0x35, Jump = 0x05, And = 0x54, Return = 0x06;
    private const uint NumberOffset = 0, ArchitectureOffset = 4, ArgumentsOffset = 16;
    private const int ENOSYS = 38;
    private readonly List<Instruction> _code = new(512);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte WhenTrue, byte WhenFalse, uint Operand);

    /// <summary>A run of numbers with one rule.</summary>
    private readonly record struct Segment(int Start, SeccompRule? Rule);

    /// <summary>A filter for these architectures; calls of any other one fail with ENOSYS.</summary>
    /// <param name="architectures">The rules, the machine's own architecture first.</param>
    /// <param name="otherwise">What happens to a call without a rule.</param>
    public static byte[] Compile(IReadOnlyList<SeccompRules> architectures, uint otherwise)
    {
        // A call that is newer than all that the rules know fails as it does on a kernel that hasn't got it, so that programs fall back to an older one.
        bool permissive = otherwise is SeccompAction.Allow or SeccompAction.Log;
        SeccompRule? newer = permissive ? null : new SeccompRule(SeccompAction.Error(ENOSYS), []);
        var program = new BpfProgram();
        program.Emit(Load, ArchitectureOffset);
        foreach (var rules in architectures)
        {
            program.Emit(JumpEqual, (uint)rules.Architecture, 1, 0);
            int over = program.Emit(Jump, 0);
            program.Emit(Load, NumberOffset);
            if (rules.Architecture == SeccompArchitecture.X64)
            {
                // x32's numbers have this bit; no kernel that distributions ship runs x32 programs.
                program.Emit(JumpGreaterOrEqual, 0x40000000, 0, 1);
                program.Emit(Return, SeccompAction.Error(ENOSYS));
            }
            program.Tree(Segments(rules, newer), otherwise);
            program.Patch(over, (uint)(program._code.Count - over - 1));
        }
        program.Emit(Return, SeccompAction.Error(ENOSYS));
        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(program._code)).ToArray();
    }

    private static List<Segment> Segments(SeccompRules rules, SeccompRule? newer)
    {
        var segments = new List<Segment>(256);
        var numbers = rules.Numbers;
        int end = numbers.LastIndexOfAnyExcept((SeccompRule?)null) + 1;
        for (int n = 0; n < end; n++)
        {
            if (n == 0 || !ReferenceEquals(numbers[n], numbers[n - 1]))
            {
                segments.Add(new(n, numbers[n]));
            }
        }
        segments.Add(new(end, newer));
        foreach ((int number, SeccompRule rule) in rules.Private)
        {
            segments.Add(new(number, rule));
            segments.Add(new(number + 1, newer));
        }
        return segments;
    }

    private int Emit(ushort code, uint operand, byte whenTrue = 0, byte whenFalse = 0)
    {
        _code.Add(new(code, whenTrue, whenFalse, operand));
        return _code.Count - 1;
    }

    private void Patch(int at, uint operand) => _code[at] = _code[at] with { Operand = operand };

    private void Tree(List<Segment> segments, uint otherwise) => Tree(CollectionsMarshal.AsSpan(segments), otherwise);

    private void Tree(ReadOnlySpan<Segment> segments, uint otherwise)
    {
        if (segments.Length == 1)
        {
            Leaf(segments[0].Rule, otherwise);
            return;
        }
        int middle = segments.Length / 2;
        Emit(JumpGreaterOrEqual, (uint)segments[middle].Start, 0, 1);
        int far = Emit(Jump, 0);
        Tree(segments[..middle], otherwise);
        int right = _code.Count;
        Tree(segments[middle..], otherwise);
        Patch(far, (uint)(right - far - 1));
    }

    private void Leaf(SeccompRule? rule, uint otherwise)
    {
        for (; rule is not null; rule = rule.Otherwise)
        {
            var misses = new List<(int At, bool WhenTrue)>();
            foreach (var condition in rule.Conditions)
            {
                Compare(condition, misses);
            }
            Emit(Return, rule.Action);
            foreach (var (at, whenTrue) in misses)
            {
                byte distance = checked((byte)(_code.Count - at - 1));
                _code[at] = whenTrue ? _code[at] with { WhenTrue = distance } : _code[at] with { WhenFalse = distance };
            }
            if (rule.Conditions.Length == 0)
            {
                return;
            }
        }
        Emit(Return, otherwise);
    }

    /// <summary>Goes on where the condition is fulfilled; the jumps where it isn't are noted. Both halves of a 64-bit argument count.</summary>
    private void Compare(SeccompCondition condition, List<(int At, bool WhenTrue)> misses)
    {
        uint low = ArgumentsOffset + ((uint)condition.Index * 8), high = low + 4;
        switch (condition.Operator)
        {
            case SeccompOperator.Equal:
                Half(high, null, (uint)(condition.Value >> 32), misses);
                Half(low, null, (uint)condition.Value, misses);
                break;
            case SeccompOperator.MaskedEqual:
                Half(high, (uint)(condition.Value >> 32), (uint)(condition.Masked >> 32), misses);
                Half(low, (uint)condition.Value, (uint)condition.Masked, misses);
                break;
            case SeccompOperator.NotEqual:
                Emit(Load, high);
                Emit(JumpEqual, (uint)(condition.Value >> 32), 0, 2);
                Emit(Load, low);
                misses.Add((Emit(JumpEqual, (uint)condition.Value), true));
                break;
            case SeccompOperator.Greater or SeccompOperator.GreaterOrEqual:
                Order(high, low, condition, wanted: true, misses);
                break;
            default:
                Order(high, low, condition, wanted: false, misses);
                break;
        }
    }

    private void Half(uint offset, uint? mask, uint value, List<(int At, bool WhenTrue)> misses)
    {
        Emit(Load, offset);
        if (mask is { } bits)
        {
            Emit(And, bits);
        }
        misses.Add((Emit(JumpEqual, value), false));
    }

    /// <summary>Greater (or equal) where wanted, its opposite (less or equal, less) where not.</summary>
    private void Order(uint high, uint low, SeccompCondition condition, bool wanted, List<(int At, bool WhenTrue)> misses)
    {
        uint top = (uint)(condition.Value >> 32);
        bool equalCounts = condition.Operator is SeccompOperator.GreaterOrEqual or SeccompOperator.Less;
        Emit(Load, high);
        if (wanted)
        {
            Emit(JumpGreater, top, 3, 0);                            // greater: fulfilled, over the rest
            misses.Add((Emit(JumpEqual, top), false));               // less: missed
            Emit(Load, low);
            misses.Add((Emit(equalCounts ? JumpGreaterOrEqual : JumpGreater, (uint)condition.Value), false));
        }
        else
        {
            misses.Add((Emit(JumpGreater, top), true));              // greater: missed
            Emit(JumpEqual, top, 0, 2);                              // less: fulfilled, over the rest
            Emit(Load, low);
            misses.Add((Emit(equalCounts ? JumpGreaterOrEqual : JumpGreater, (uint)condition.Value), true));
        }
    }
}
