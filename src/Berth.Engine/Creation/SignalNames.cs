using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Signals as users write them: <c>TERM</c>, <c>SIGTERM</c>, <c>15</c>, <c>RTMIN+3</c>.</summary>
internal static class SignalNames
{
    private const int RealTimeFirst = 34;
    private const int RealTimeLast = 64;

    // signal(7), x86-64 and arm64; the place is the number.
    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT",
        "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>A signal's number.</summary>
    /// <exception cref="DockerException">There is no such signal.</exception>
    public static int Parse(string text) =>
        TryParse(text, out int number) ? number : throw new DockerException(DockerErrorKind.InvalidParameter, $"invalid signal: {text}");

    /// <summary>A signal's number; false where there is no such signal.</summary>
    public static bool TryParse(string text, out int number)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return number is > 0 and <= RealTimeLast;
        }

        string name = text.ToUpperInvariant();
        name = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        number = name switch
        {
            "" => 0,
            "IOT" => 6,
            "CLD" => 17,
            "POLL" => 29,
            "RTMIN" => RealTimeFirst,
            "RTMAX" => RealTimeLast,
            _ when name.StartsWith("RTMIN+", StringComparison.Ordinal) => RealTimeFirst + Offset(name),
            _ when name.StartsWith("RTMAX-", StringComparison.Ordinal) => RealTimeLast - Offset(name),
            _ => Array.IndexOf(Names, name),
        };
        return number is > 0 and <= RealTimeLast;
    }

    private static int Offset(string name) =>
        int.TryParse(name.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out int offset) && offset < RealTimeLast - RealTimeFirst
            ? offset
            : RealTimeLast * 2;
}
