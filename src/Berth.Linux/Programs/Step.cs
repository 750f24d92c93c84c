namespace Berth.Linux;

/// <summary>One system call of a program, before it is compiled.</summary>
internal sealed class Step(string call, string? subject, int number, Argument[] arguments)
{
    /// <summary>What an error says was tried, as <c>mount</c>.</summary>
    public string Call { get; } = call;

    /// <summary>What an error says it was tried on, as <c>/proc</c>.</summary>
    public string? Subject { get; } = subject;

    /// <summary>The kernel's number, or one of <see cref="StepLoops"/>.</summary>
    public int Number { get; } = number;

    public Argument[] Arguments { get; } = arguments;

    /// <summary>The register that the result goes to; -1: none.</summary>
    public int Result { get; set; } = -1;

    /// <summary>Errors that count as success.</summary>
    public int[] Ignored { get; set; } = [];

    /// <summary>Where the file is missing or may not be run, go on with the next step.</summary>
    public bool OrNext { get; set; }

    public string Show(IReadOnlyList<string> registers)
    {
        string text = $"{StepLoops.NameOf(Number) ?? SyscallNumbers.NameOf(Number)}({string.Join(", ", Arguments.Select(a => a.Show(registers)))})";
        text = Result < 0 ? text : $"${registers[Result]} = {text}";
        text = Ignored.Length == 0 ? text : $"{text} ignoring {string.Join(' ', Ignored.Select(Errno.Name))}";
        return OrNext ? $"{text} or" : text;
    }
}

/// <summary>Steps that are a small loop of calls, under numbers that no system call has.</summary>
internal static class StepLoops
{
    /// <summary>Every signal to its default disposition, then none blocked.</summary>
    public const int ResetSignals = -1;

    /// <summary>Every capability but the given ones out of the bounding set.</summary>
    public const int KeepBounding = -2;

    /// <summary>The given capabilities into the ambient set.</summary>
    public const int RaiseAmbient = -3;

    public static string? NameOf(int number) => number switch
    {
        ResetSignals => "reset_signals",
        KeepBounding => "keep_bounding",
        RaiseAmbient => "raise_ambient",
        _ => null,
    };
}
