using System.Runtime.InteropServices;

namespace Berth.Linux;

/// <summary>A program in the form that the child walks: one block of unmanaged memory with its stack, its steps, the registers and all that the arguments point to.</summary>
internal sealed unsafe class CompiledProgram : IDisposable
{
    public const int StackSize = 64 * 1024;

    private readonly byte* _block;
    private byte* _free;

    // Lists that several steps share (the arguments and the environment of an execve that is tried along PATH) are placed once.
    private readonly Dictionary<object, nint> _placed = new(ReferenceEqualityComparer.Instance);

    public CompiledProgram(IReadOnlyList<Step> steps, IReadOnlyList<int> registers)
    {
        int opsSize = steps.Count * sizeof(Op), registersSize = registers.Count * sizeof(long);
        long size = StackSize + sizeof(Job) + opsSize + registersSize;
        foreach (Step step in steps)
        {
            foreach (Argument argument in step.Arguments)
            {
                bool counted = argument.Kind == ArgumentKind.Texts && !_placed.TryAdd(argument.Extra!, 0);
                size += counted ? 0 : argument.Room + 16;   // 16: alignment
            }
        }
        _block = (byte*)NativeMemory.AlignedAlloc((nuint)size, 4096);
        Job = (Job*)(_block + StackSize);
        *Job = new Job
        {
            Ops = (Op*)(Job + 1),
            Count = steps.Count,
            Registers = (long*)((byte*)(Job + 1) + opsSize),
            FailedAt = -1,
            PidFd = -1,
            Exit = SyscallNumbers.Exit,
            Sigaction = SyscallNumbers.RtSigaction,
            Sigprocmask = SyscallNumbers.RtSigprocmask,
            Prctl = SyscallNumbers.Prctl,
        };
        for (int i = 0; i < registers.Count; i++)
        {
            Job->Registers[i] = registers[i];
        }
        _free = (byte*)Job->Registers + registersSize;
        for (int i = 0; i < steps.Count; i++)
        {
            Compile(steps[i], Job->Ops + i);
        }
    }

    public Job* Job { get; }

    /// <summary>The lowest address of the child's stack.</summary>
    public byte* Stack => _block;

    /// <summary>Where the child's stack begins: it grows down.</summary>
    public byte* StackTop => _block + StackSize;

    public void Dispose() => NativeMemory.AlignedFree(_block);

    private void Compile(Step step, Op* op)
    {
        *op = new Op { Number = step.Number, Result = step.Result, OrNext = step.OrNext };
        for (int i = 0; i < step.Ignored.Length; i++)
        {
            op->Ignored[i] = step.Ignored[i];
        }
        for (int i = 0; i < step.Arguments.Length; i++)
        {
            Argument argument = step.Arguments[i];
            op->RegisterMask |= argument.Kind == ArgumentKind.Register ? 1 << i : 0;
            op->Arguments[i] = argument.Kind switch
            {
                ArgumentKind.Text => (long)Place((string)argument.Extra!),
                ArgumentKind.Texts => (long)PlaceOnce((IReadOnlyList<string>)argument.Extra!),
                ArgumentKind.Bytes => (long)Place((((byte[] Bytes, string))argument.Extra!).Bytes),
                ArgumentKind.Filter => (long)PlaceFilter((byte[])argument.Extra!),
                _ => argument.Value,
            };
        }
    }

    private long* PlaceOnce(IReadOnlyList<string> texts)
    {
        if (_placed[texts] == 0)
        {
            _placed[texts] = (nint)Place(texts);
        }
        return (long*)_placed[texts];
    }

    private byte* Place(string text)
    {
        byte* start = _free;
        int length = PathText.Encode(text, new Span<byte>(start, PathText.MaxBytes(text)));
        start[length] = 0;
        _free += length + 1;
        return start;
    }

    private byte* Place(ReadOnlySpan<byte> bytes)
    {
        byte* start = Align();
        bytes.CopyTo(new Span<byte>(start, bytes.Length));
        _free += bytes.Length;
        return start;
    }

    private long* Place(IReadOnlyList<string> texts)
    {
        long* list = (long*)Align();
        _free += (texts.Count + 1) * sizeof(long);
        for (int i = 0; i < texts.Count; i++)
        {
            list[i] = (long)Place(texts[i]);
        }
        list[texts.Count] = 0;
        return list;
    }

    // struct sock_fprog: number of instructions (2 bytes), their address at 8.
    private byte* PlaceFilter(byte[] instructions)
    {
        byte* program = Place(instructions);
        long* header = (long*)Align();
        _free += 16;
        header[0] = instructions.Length / 8;
        header[1] = (long)program;
        return (byte*)header;
    }

    private byte* Align() => _free = (byte*)(((nint)_free + 7) & ~7);
}

/// <summary>What parent and child share.</summary>
internal unsafe struct Job
{
    /// <summary>First, so that its address is the job's: see <see cref="Child.CloneInto"/>.</summary>
    public CloneArguments Clone;
    public Op* Ops;
    public int Count;
    public long* Registers;

    /// <summary>The step that the child is at: after the child's end, how far it came.</summary>
    public int At;

    /// <summary>The step that failed; -1: none.</summary>
    public int FailedAt;
    public int Errno;

    /// <summary>1: all steps are done, and none of them was an execve that succeeded.</summary>
    public int Finished;

    /// <summary>1: walk the steps but do not exit: a rehearsal in the parent.</summary>
    public int Rehearsal;

    /// <summary>The child's pidfd, which the kernel writes here before the child runs.</summary>
    public int PidFd;

    // The child must not compute these: it runs no code but the walk.
    public int Exit, Sigaction, Sigprocmask, Prctl;
}

/// <summary>struct clone_args of clone3(2).</summary>
internal struct CloneArguments
{
    public ulong Flags;
    public ulong PidFd;
    public ulong ChildThreadId;
    public ulong ParentThreadId;
    public ulong ExitSignal;
    public ulong Stack;
    public ulong StackSize;
    public ulong Tls;
    public ulong SetThreadId;
    public ulong SetThreadIdSize;
    public ulong Cgroup;
}

/// <summary>One step.</summary>
internal unsafe struct Op
{
    public const int MaxIgnored = 4;

    public int Number;
    public int Result;
    public int RegisterMask;
    public bool OrNext;
    public fixed int Ignored[MaxIgnored];
    public fixed long Arguments[6];
}
