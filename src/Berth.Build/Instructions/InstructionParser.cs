using System.Globalization;
using Berth.Docker;

namespace Berth.Build;

/// <summary>Gives instructions their meaning: one small method each.</summary>
internal sealed class InstructionParser(char escape)
{
    private static readonly Dictionary<string, Func<InstructionParser, SyntaxNode, Instruction>> s_table = new(StringComparer.Ordinal)
    {
        ["FROM"] = (p, n) => p.From(n),
        ["RUN"] = (p, n) => Run(n),
        ["CMD"] = (p, n) => new Instruction.Cmd(Command(Plain(n))) { Source = n },
        ["ENTRYPOINT"] = (p, n) => new Instruction.Entrypoint(Command(Plain(n))) { Source = n },
        ["LABEL"] = (p, n) => new Instruction.Label(p.Pairs(n)) { Source = n },
        ["MAINTAINER"] = (p, n) => new Instruction.Maintainer(One(n)) { Source = n },
        ["EXPOSE"] = (p, n) => new Instruction.Expose(p.Words(n)) { Source = n },
        ["ENV"] = (p, n) => new Instruction.Env(p.Pairs(n)) { Source = n },
        ["COPY"] = (p, n) => p.Copy(n),
        ["ADD"] = (p, n) => p.Copy(n),
        ["VOLUME"] = (p, n) => new Instruction.Volume(p.Volumes(n)) { Source = n },
        ["USER"] = (p, n) => new Instruction.User(One(n)) { Source = n },
        ["WORKDIR"] = (p, n) => new Instruction.Workdir(One(n)) { Source = n },
        ["ARG"] = (p, n) => p.Arg(n),
        ["ONBUILD"] = (p, n) => OnBuild(n),
        ["STOPSIGNAL"] = (p, n) => new Instruction.StopSignal(One(n)) { Source = n },
        ["HEALTHCHECK"] = (p, n) => Healthcheck(n),
        ["SHELL"] = (p, n) => new Instruction.Shell(JsonWords.TryParse(Plain(n).Arguments) ?? throw Wrong(n, "SHELL requires the arguments to be in JSON form")) { Source = n },
    };

    /// <summary>The instruction that a node says.</summary>
    /// <exception cref="DockerfileException">Its arguments or flags are wrong.</exception>
    public Instruction Parse(SyntaxNode node) => s_table[node.Keyword](this, node);

    private static DockerfileException Wrong(SyntaxNode node, string message) => new(node.Line, message);

    /// <summary>The node, which may have no flags, and must have arguments.</summary>
    private static SyntaxNode Plain(SyntaxNode node)
    {
        if (node.Flags.Count > 0) throw Wrong(node, $"unknown flag: {node.Flags[0].Split('=')[0]}");
        if (node.Arguments.Length == 0) throw Wrong(node, $"{node.Keyword} requires at least one argument");
        return node;
    }

    private static string One(SyntaxNode node) => Plain(node).Arguments;

    private List<string> Words(SyntaxNode node) => WordSplitter.Split(Plain(node).Arguments, escape);

    private IReadOnlyList<string> Volumes(SyntaxNode node)
    {
        IReadOnlyList<string> paths = JsonWords.TryParse(Plain(node).Arguments) ?? Words(node);
        return paths.Any(p => p.Trim().Length == 0) ? throw Wrong(node, "VOLUME specified can not be an empty string") : paths;
    }

    private static CommandForm Command(SyntaxNode node) =>
        JsonWords.TryParse(node.Arguments) is { } words ? new CommandForm(words, IsShell: false) : new CommandForm([node.Arguments], IsShell: true);

    private Instruction.From From(SyntaxNode node)
    {
        string? platform = new FlagReader(node).Value("platform").End();
        var words = WordSplitter.Split(node.Arguments, escape);
        if (words.Count is not (1 or 3) || (words.Count == 3 && !words[1].Equals("as", StringComparison.OrdinalIgnoreCase)))
        {
            throw Wrong(node, "FROM requires either one or three arguments");
        }

        string? stage = words.Count == 3 ? words[2].ToLowerInvariant() : null;
        if (stage is not null && !(char.IsAsciiLetter(stage[0]) && stage.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
        {
            throw Wrong(node, $"invalid name for build stage: \"{words[2]}\", name can't start with a number or contain symbols");
        }

        return new Instruction.From(words[0], platform, stage) { Source = node };
    }

    private static Instruction.Run Run(SyntaxNode node)
    {
        var flags = new FlagReader(node);
        var mounts = flags.All("mount").Select(m => MountFlagParser.Check(m, node.Line)).ToList();
        string? network = flags.Value("network").Text, security = flags.Value("security").End();
        if (node.Arguments.Length == 0) throw Wrong(node, "RUN requires at least one argument");
        return new Instruction.Run(Command(node), mounts, network, security) { Source = node };
    }

    private Instruction.Copy Copy(SyntaxNode node)
    {
        bool isAdd = node.Keyword == "ADD";
        var flags = new FlagReader(node);
        var options = new CopyOptions
        {
            From = isAdd ? null : flags.Value("from").Text,
            Owner = flags.Value("chown").Text,
            Mode = flags.Value("chmod").Text,
            Link = flags.Bool("link") ?? false,
            Parents = !isAdd && (flags.Bool("parents") ?? false),
            Excludes = flags.All("exclude"),
            Checksum = isAdd ? flags.Value("checksum").Text : null,
            KeepGitFolder = isAdd ? flags.Bool("keep-git-dir") : null,
            Unpack = isAdd ? flags.Bool("unpack") : null,
        };
        flags.End();
        var words = JsonWords.TryParse(node.Arguments) ?? WordSplitter.Split(HeredocMarks.Remove(node.Arguments), escape);
        if (words.Count + node.Heredocs.Count < 2) throw Wrong(node, $"{node.Keyword} requires at least two arguments, but only {(words.Count == 1 ? "one was" : "none were")} provided. Destination could not be determined");
        return new Instruction.Copy(isAdd, [.. words.Take(words.Count - 1)], words[^1], options) { Source = node };
    }

    private Instruction.Arg Arg(SyntaxNode node)
    {
        var pairs = new List<(string, string?)>();
        foreach (string word in Words(node))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals == 0) throw Wrong(node, "ARG names can not be blank");
            pairs.Add(equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]));
        }

        return new Instruction.Arg(pairs) { Source = node };
    }

    private static Instruction.OnBuild OnBuild(SyntaxNode node)
    {
        string keyword = Plain(node).Arguments.Split(' ', 2)[0].ToUpperInvariant();
        if (keyword == "ONBUILD") throw Wrong(node, "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
        if (keyword is "MAINTAINER" or "FROM") throw Wrong(node, $"{keyword} isn't allowed as an ONBUILD trigger");
        if (!Keywords.All.Contains(keyword)) throw Wrong(node, $"unknown instruction: {keyword}{Keywords.Hint(keyword)}");
        return new Instruction.OnBuild(string.Concat(node.Arguments, string.Concat(node.Heredocs.Select(h => "\n" + h.Content + h.Name)))) { Source = node };
    }

    private static Instruction.Healthcheck Healthcheck(SyntaxNode node)
    {
        var flags = new FlagReader(node);
        var times = new HealthcheckTimes(Duration(flags, node, "interval"), Duration(flags, node, "timeout"), Duration(flags, node, "start-period"), Duration(flags, node, "start-interval"));
        string? retries = flags.Value("retries").End();
        string[] parts = node.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        string kind = parts.Length > 0 ? parts[0].ToUpperInvariant() : throw Wrong(node, "HEALTHCHECK requires at least one argument");
        if (kind == "NONE") return parts.Length > 1 ? throw Wrong(node, "HEALTHCHECK NONE takes no arguments") : new Instruction.Healthcheck(null, default, 0) { Source = node };
        if (kind != "CMD") throw Wrong(node, $"unknown type \"{parts[0]}\" in HEALTHCHECK (try CMD)");
        if (parts.Length < 2) throw Wrong(node, "Missing command after HEALTHCHECK CMD");
        int tries = retries is null ? 0
            : int.TryParse(retries, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : throw Wrong(node, $"--retries must be a number that is at least 0: {retries}");
        return new Instruction.Healthcheck(Command(node with { Arguments = parts[1].Trim() }), times, tries) { Source = node };
    }

    private static long Duration(FlagReader flags, SyntaxNode node, string flag)
    {
        if (flags.Value(flag).Text is not { } text) return 0;
        long nanoseconds = GoDuration.Parse(text) is >= 0 and { } given ? given : throw Wrong(node, $"--{flag}: \"{text}\" is not a time such as 30s or 1m30s");
        return nanoseconds is 0 or >= 1_000_000 ? nanoseconds : throw Wrong(node, $"Interval \"{flag}\" cannot be less than 1ms");
    }

    /// <summary><c>name=value …</c>, or the old form <c>name value</c> in which the value is all that follows.</summary>
    private List<(string Name, string Value)> Pairs(SyntaxNode node)
    {
        var words = Words(node);
        if (!words[0].Contains('=', StringComparison.Ordinal))
        {
            string[] parts = node.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            return parts.Length == 2 ? [(parts[0], parts[1].Trim())] : throw Wrong(node, $"{node.Keyword} must have two arguments");
        }

        var pairs = new List<(string, string)>();
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) throw Wrong(node, $"Syntax error - can't find = in \"{word}\". Must be of the form: name=value");
            if (equals == 0) throw Wrong(node, $"{node.Keyword} names can not be blank");
            pairs.Add((word[..equals], word[(equals + 1)..]));
        }

        return pairs;
    }
}
