using System.Buffers;
using System.Globalization;
using System.Text;
using Berth.Docker;
using Berth.Engine;

namespace Berth.Build;

/// <summary>Reads the options of <c>RUN --mount</c>: <c>key=value</c> with commas between them, quoted as in CSV where a value has one.</summary>
internal static class MountFlagParser
{
    // What the expansion of a word takes away or replaces.
    private static readonly SearchValues<char> s_marks = SearchValues.Create("$'\"\\`");
    private static readonly string[] s_sharings = ["shared", "private", "locked"];

    private static readonly Dictionary<string, string> s_aliases = new(StringComparer.Ordinal)
    {
        ["src"] = "source", ["dst"] = "target", ["destination"] = "target", ["ro"] = "readonly", ["rw"] = "readwrite",
    };

    private static readonly Dictionary<string, Func<RunMount, string, RunMount?>> s_keys = new(StringComparer.Ordinal)
    {
        ["from"] = (m, v) => m with { From = v.Length > 0 ? v : null },
        ["source"] = (m, v) => m with { Source = v },
        ["target"] = (m, v) => m with { Target = v },
        ["id"] = (m, v) => m with { Id = v },
        ["env"] = (m, v) => m with { Variable = v },
        ["readonly"] = (m, v) => GoBoolean.Parse(v) is { } yes ? m with { ReadOnly = yes } : null,
        ["readwrite"] = (m, v) => GoBoolean.Parse(v) is { } yes ? m with { ReadOnly = !yes } : null,
        ["required"] = (m, v) => GoBoolean.Parse(v) is { } yes ? m with { Required = yes } : null,
        ["size"] = (m, v) => ByteSize.TryParse(v, out long bytes) ? m with { Size = bytes } : null,
        ["mode"] = (m, v) => v.Length is > 0 and < 6 && v.All(c => c is >= '0' and <= '7') ? m with { Mode = Convert.ToInt32(v, 8) & 0xFFF } : null,
        ["uid"] = (m, v) => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? m with { Uid = n } : null,
        ["gid"] = (m, v) => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? m with { Gid = n } : null,
    };

    // Keys that stand alone for "yes", and keys that not every sort has.
    private static readonly string[] s_bare = ["readonly", "readwrite", "required"];
    private static readonly Dictionary<string, MountKind[]> s_kindsOf = new(StringComparer.Ordinal)
    {
        ["required"] = [MountKind.Secret, MountKind.Ssh], ["size"] = [MountKind.Tmpfs], ["sharing"] = [MountKind.Cache], ["env"] = [MountKind.Secret],
        ["mode"] = [MountKind.Cache, MountKind.Secret, MountKind.Ssh], ["uid"] = [MountKind.Cache, MountKind.Secret, MountKind.Ssh], ["gid"] = [MountKind.Cache, MountKind.Secret, MountKind.Ssh],
        ["from"] = [MountKind.Bind, MountKind.Cache, MountKind.Tmpfs, MountKind.Ssh],
    };

    /// <summary>The sorts by their names.</summary>
    public static IReadOnlyDictionary<string, MountKind> Kinds { get; } = new Dictionary<string, MountKind>(StringComparer.Ordinal)
    {
        ["bind"] = MountKind.Bind, ["cache"] = MountKind.Cache, ["tmpfs"] = MountKind.Tmpfs, ["secret"] = MountKind.Secret, ["ssh"] = MountKind.Ssh,
    };

    /// <summary>Reads what can be read before the stages run: where there are no variables and quotes, all of it.</summary>
    /// <exception cref="DockerfileException">It is wrong.</exception>
    public static MountFlag Check(string text, int line)
    {
        string? from = null;
        foreach (var (key, value, _) in Fields(text, line).Where(f => f.Key == "from"))
        {
            if (value.Contains('$', StringComparison.Ordinal)) throw new DockerfileException(line, "'from' doesn't support variable expansion, define alias stage instead");
            from = value.Length > 0 ? value : null;
        }

        if (!text.AsSpan().ContainsAny(s_marks)) _ = Parse(text, line, value => value);
        return new MountFlag(text, from);
    }

    /// <summary>Reads it all.</summary>
    /// <param name="text">The flag's value.</param>
    /// <param name="line">The Dockerfile's line, for errors.</param>
    /// <param name="expand">Replaces variables and takes quotes away.</param>
    /// <exception cref="DockerfileException">It is wrong.</exception>
    public static RunMount Parse(string text, int line, Func<string, string> expand)
    {
        var fields = Fields(text, line).Select(f => f with { Value = expand(f.Value) }).ToList();
        var mount = new RunMount();
        foreach (var (_, value, _) in fields.Where(f => f.Key == "type")) mount = mount with { Kind = KindOf(value, line) };
        foreach (var (key, value, field) in fields.Where(f => f.Key != "type"))
        {
            if (s_kindsOf.TryGetValue(key, out var kinds) && !kinds.Contains(mount.Kind)) throw Misplaced(key, mount.Kind, kinds, line);
            mount = (key == "sharing" ? mount with { Sharing = SharingOf(value, line) } : s_keys[key](mount, value)) ?? throw new DockerfileException(line, $"invalid value for {key}: {value} (in '{field}')");
        }

        return Checked(mount, line);
    }

    private static RunMount Checked(RunMount mount, int line)
    {
        bool isNamed = mount.Source.Length > 0 || mount.Target.Length > 0 || mount.Id.Length > 0;
        if (mount.Kind == MountKind.Secret && !isNamed) throw new DockerfileException(line, "invalid secret mount. one of id, source, target required");
        if (mount.Kind == MountKind.Secret && mount.Source.Length > 0 && mount.Id.Length > 0) throw new DockerfileException(line, "both source and id can't be set");
        if (mount.Kind == MountKind.Cache && mount.From is null && SourceTree.Clean(mount.Source).Length > 0) throw new DockerfileException(line, $"\"/{SourceTree.Clean(mount.Source)}\": not found: a cache is empty at first, unless \"from\" names what it begins with");
        return mount.Kind is MountKind.Bind or MountKind.Cache or MountKind.Tmpfs && mount.Target.Length == 0
            ? throw new DockerfileException(line, $"invalid mount target \"/\": a {NameOf(mount.Kind)} mount needs a target")
            : mount;
    }

    private static MountKind KindOf(string value, int line) => Kinds.TryGetValue(value.ToLowerInvariant(), out var kind)
        ? kind
        : throw new DockerfileException(line, $"unsupported mount type \"{value}\"{Keywords.Hint(Kinds.Keys, value)}");

    private static CacheSharing SharingOf(string value, int line) => Array.IndexOf(s_sharings, value.ToLowerInvariant()) is >= 0 and var at
        ? (CacheSharing)at
        : throw new DockerfileException(line, $"unsupported sharing value \"{value}\"{Keywords.Hint(s_sharings, value)}");

    private static DockerfileException Misplaced(string key, MountKind kind, MountKind[] kinds, int line) =>
        new(line, $"unexpected key '{key}' for mount type '{NameOf(kind)}': it belongs to {string.Join(", ", kinds.Select(NameOf))}");

    private static string NameOf(MountKind kind) => Kinds.First(k => k.Value == kind).Key;

    private static IEnumerable<(string Key, string Value, string Field)> Fields(string text, int line)
    {
        foreach (string field in Split(text, line))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            string written = (equals < 0 ? field : field[..equals]).ToLowerInvariant();
            string key = s_aliases.GetValueOrDefault(written, written);
            if (equals < 0 && !s_bare.Contains(key)) throw new DockerfileException(line, $"invalid field '{field}' must be a key=value pair");
            if (key is not ("type" or "sharing") && !s_keys.ContainsKey(key)) throw new DockerfileException(line, $"unexpected key '{written}' in '{field}'{Keywords.Hint([.. s_keys.Keys, .. s_aliases.Keys, "type", "sharing"], written)}");
            yield return (key, equals < 0 ? "true" : field[(equals + 1)..], field);
        }
    }

    private static List<string> Split(string text, int line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"' && isQuoted && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
            else if (c == '"' && (isQuoted || field.Length == 0)) isQuoted = !isQuoted;
            else if (c == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(c);
        }

        if (isQuoted) throw new DockerfileException(line, $"a quotation mark is not closed in '{text}'");
        fields.Add(field.ToString());
        return fields;
    }
}
