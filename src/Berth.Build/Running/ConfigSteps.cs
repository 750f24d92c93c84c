using Berth.Images;
using Berth.Docker;

namespace Berth.Build;

/// <summary>The instructions that change an image's configuration alone.</summary>
internal sealed class ConfigSteps(WordExpander expander)
{
    private static readonly string[] s_signalsWithoutPrefix = ["RTMIN", "RTMAX"];

    /// <summary>The configuration after an instruction, and its text for the history; null where it is not one of these.</summary>
    public (OciImageConfig Config, string Text)? Apply(Instruction instruction, ImageState state)
    {
        var config = state.Config;
        int line = instruction.Source.Line;
        return instruction switch
        {
            Instruction.Cmd c => (config with { Cmd = CommandOf(c.Command, state) }, $"CMD {Json(CommandOf(c.Command, state))}"),
            Instruction.Entrypoint e => Entrypoint(config, CommandOf(e.Command, state), state.HasCommand),
            Instruction.Env e => Env(config, Expanded(e.Pairs, line)),
            Instruction.Label l => Label(config, Expanded(l.Pairs, line)),
            Instruction.Expose e => Expose(config, [.. e.Ports.SelectMany(p => expander.ExpandToWords(p, line))], line),
            Instruction.Volume v => Volume(config, [.. v.Paths.Select(p => expander.Expand(p, line))]),
            Instruction.User u => expander.Expand(u.Name, line) is var user ? (config with { User = user }, "USER " + user) : null,
            Instruction.StopSignal s => StopSignal(config, expander.Expand(s.Signal, line), line),
            Instruction.Healthcheck h => Healthcheck(config, h),
            Instruction.Shell s => (config with { Shell = s.Words }, "SHELL " + Plain(s.Words)),
            Instruction.OnBuild o => (config with { OnBuild = [.. config.OnBuild ?? [], o.Trigger] }, "ONBUILD " + o.Trigger),
            _ => null,
        };
    }

    /// <summary>The words of a command: a shell form is run by the shell.</summary>
    public static IReadOnlyList<string> CommandOf(CommandForm command, ImageState state) => command.IsShell ? [.. state.Shell, command.Words[0]] : command.Words;

    /// <summary>Words as JSON writes them.</summary>
    public static string Json(IReadOnlyList<string> words) =>
        "[" + string.Join(" ", words.Select(w => "\"" + w.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")) + "]";

    private static (OciImageConfig, string) Entrypoint(OciImageConfig config, IReadOnlyList<string> words, bool hasCommand) =>
        // The base's command was meant for the base's entry point; one of this stage is for the new one.
        (config with { Entrypoint = words, Cmd = hasCommand ? config.Cmd : null }, $"ENTRYPOINT {Json(words)}");

    private List<(string Name, string Value)> Expanded(IReadOnlyList<(string Name, string Value)> pairs, int line) =>
        [.. pairs.Select(p => (expander.Expand(p.Name, line), expander.Expand(p.Value, line)))];

    private static (OciImageConfig, string) Env(OciImageConfig config, List<(string Name, string Value)> pairs)
    {
        var env = (config.Env ?? []).ToList();
        foreach (var (name, value) in pairs)
        {
            int at = env.FindIndex(e => e.StartsWith(name + "=", StringComparison.Ordinal));
            if (at >= 0) env[at] = $"{name}={value}";
            else env.Add($"{name}={value}");
        }

        return (config with { Env = env }, "ENV " + string.Join(' ', pairs.Select(p => $"{p.Name}={p.Value}")));
    }

    private static (OciImageConfig, string) Label(OciImageConfig config, List<(string Name, string Value)> pairs)
    {
        var labels = new SortedDictionary<string, string>(config.Labels?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in pairs) labels[name] = value;
        return (config with { Labels = labels }, "LABEL " + string.Join(' ', pairs.Select(p => $"{p.Name}={p.Value}")));
    }

    private static (OciImageConfig, string) Expose(OciImageConfig config, IReadOnlyList<string> words, int line)
    {
        var ports = new SortedSet<string>(config.ExposedPorts ?? [], StringComparer.Ordinal);
        foreach (string word in words)
        {
            string[] parts = word.Split('/');
            string protocol = parts.Length > 1 ? parts[1].ToLowerInvariant() : "tcp";
            string[] range = parts[0].Split('-');
            if (parts.Length > 2 || range.Length > 2 || protocol is not ("tcp" or "udp" or "sctp")
                || !ushort.TryParse(range[0], out ushort first) || !ushort.TryParse(range[^1], out ushort last) || last < first)
            {
                throw new DockerfileException(line, $"Invalid containerPort: {word}");
            }

            for (int port = first; port <= last; port++) ports.Add($"{port}/{protocol}");
        }

        return (config with { ExposedPorts = [.. ports] }, "EXPOSE " + string.Join(' ', words.Order(StringComparer.Ordinal)));
    }

    private static (OciImageConfig, string) Volume(OciImageConfig config, IReadOnlyList<string> paths) =>
        (config with { Volumes = [.. new SortedSet<string>([.. config.Volumes ?? [], .. paths], StringComparer.Ordinal)] }, "VOLUME " + Plain(paths));

    private static (OciImageConfig, string) StopSignal(OciImageConfig config, string signal, int line)
    {
        string name = signal.ToUpperInvariant();
        string bare = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        bool isKnown = int.TryParse(name, out int n) ? n is > 0 and <= 64
            : bare is "ABRT" or "ALRM" or "BUS" or "CHLD" or "CONT" or "FPE" or "HUP" or "ILL" or "INT" or "IO" or "KILL" or "PIPE" or "PROF" or "PWR" or "QUIT" or "SEGV"
                or "STKFLT" or "STOP" or "SYS" or "TERM" or "TRAP" or "TSTP" or "TTIN" or "TTOU" or "URG" or "USR1" or "USR2" or "VTALRM" or "WINCH" or "XCPU" or "XFSZ"
              || s_signalsWithoutPrefix.Any(p => bare.StartsWith(p, StringComparison.Ordinal));
        return isKnown ? (config with { StopSignal = signal }, "STOPSIGNAL " + signal) : throw new DockerfileException(line, $"invalid signal: {signal}");
    }

    private static (OciImageConfig, string) Healthcheck(OciImageConfig config, Instruction.Healthcheck check)
    {
        IReadOnlyList<string> test = check.Command is not { } command ? ["NONE"] : command.IsShell ? ["CMD-SHELL", command.Words[0]] : ["CMD", .. command.Words];
        var times = check.Times;
        var health = new OciHealthcheck
        {
            Test = test,
            Interval = times.Interval,
            Timeout = times.Timeout,
            StartPeriod = times.StartPeriod,
            StartInterval = times.StartInterval,
            Retries = check.Retries,
        };
        string text = string.Join(' ', new[] { times.Interval, times.Timeout, times.StartPeriod, times.StartInterval }.Select(GoDuration.Format));
        return (config with { Healthcheck = health }, $"HEALTHCHECK &{{{Plain(test)} {text} {check.Retries}}}");
    }

    /// <summary>Words as Go prints a list.</summary>
    private static string Plain(IEnumerable<string> words) => $"[{string.Join(' ', words)}]";
}
