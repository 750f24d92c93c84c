namespace Berth.Linux;

/// <summary>Signal numbers, the same on x86-64 and arm64 (signal(7)), and their names.</summary>
public static class Signals
{
    public const int Hup = 1, Int = 2, Quit = 3, Ill = 4, Trap = 5, Abrt = 6, Bus = 7, Fpe = 8, Kill = 9, Usr1 = 10, Segv = 11, Usr2 = 12, Pipe = 13, Alrm = 14,
        Term = 15, StkFlt = 16, Chld = 17, Cont = 18, Stop = 19, Tstp = 20, Ttin = 21, Ttou = 22, Urg = 23, Xcpu = 24, Xfsz = 25, VtAlrm = 26, Prof = 27,
        Winch = 28, Io = 29, Pwr = 30, Sys = 31, RealTimeMin = 34, RealTimeMax = 64;

    private const string Names = "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS";

    /// <summary>The name without <c>SIG</c>: <c>TERM</c>, <c>RTMIN+3</c>; the number where there is none.</summary>
    public static string Name(int signal)
    {
        if (signal is > 0 and <= Sys)
        {
            return Names.Split(' ')[signal - 1];
        }
        return signal is >= RealTimeMin and <= RealTimeMax ? (signal == RealTimeMin ? "RTMIN" : $"RTMIN+{signal - RealTimeMin}") : $"{signal}";
    }

    /// <summary>The number of <c>TERM</c>, <c>SIGTERM</c>, <c>rtmin+3</c>, <c>RTMAX-1</c> or <c>15</c>; 0 where the text is none.</summary>
    public static int Parse(string text)
    {
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number))
        {
            return number is > 0 and <= RealTimeMax ? number : 0;
        }
        string name = text.ToUpperInvariant();
        name = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        if (name.StartsWith("RTM", StringComparison.Ordinal))
        {
            return RealTime(name);
        }
        return name switch
        {
            "IOT" => Abrt,
            "CLD" => Chld,
            "POLL" => Io,
            _ => Array.IndexOf(Names.Split(' '), name) + 1,
        };
    }

    private static int RealTime(string name)
    {
        int start = name.StartsWith("RTMIN", StringComparison.Ordinal) ? RealTimeMin : name.StartsWith("RTMAX", StringComparison.Ordinal) ? RealTimeMax : 0;
        if (start == 0 || name.Length == 5)
        {
            return start;
        }
        bool down = start == RealTimeMax;
        bool fits = name[5] == (down ? '-' : '+')
            & int.TryParse(name.AsSpan(6), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int distance)
            && distance <= RealTimeMax - RealTimeMin;
        return fits ? (down ? start - distance : start + distance) : 0;
    }
}
