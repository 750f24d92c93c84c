using System.Text;
using System.Text.Json;

namespace Berth.Linux;

/// <summary>Reads a profile of Docker's form into rules.</summary>
internal ref struct SeccompProfileReader
{
    private readonly IReadOnlyList<SeccompRules> _architectures;
    private readonly CapabilitySet _held;
    private Utf8JsonReader _json;
    private List<string> _named = [];

    public SeccompProfileReader(string profile, IReadOnlyList<SeccompRules> architectures, CapabilitySet held)
    {
        _architectures = architectures;
        _held = held;
        _json = new Utf8JsonReader(Encoding.UTF8.GetBytes(profile), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
    }

    /// <summary>Adds the rules.</summary>
    /// <returns>What happens to a call without one.</returns>
    public uint Read()
    {
        string? action = null;
        int errno = Errno.EPERM;
        var syscalls = new List<Entry>();
        try
        {
            Expect(JsonTokenType.StartObject);
            while (NextName() is { } name)
            {
                switch (name)
                {
                    case "defaultAction":
                        action = Text();
                        break;
                    case "defaultErrnoRet":
                        errno = (int)Number();
                        break;
                    case "syscalls":
                        ReadList(ref this, syscalls);
                        break;
                    case "architectures":
                        Name(Texts());
                        break;
                    case "archMap":
                        ReadMap(ref this);
                        break;
                    default:
                        _json.Skip();
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"the seccomp profile can't be read: {e.Message}", e);
        }
        if (action is null)
        {
            throw new FormatException("the seccomp profile has no defaultAction");
        }
        foreach (var entry in syscalls)
        {
            Apply(entry);
        }
        return ActionOf(action, errno);
    }

    /// <summary>Whether the profile is for an architecture: it names it, or none.</summary>
    public readonly bool Covers(SeccompArchitecture architecture) => _named.Count == 0 || _named.Contains(architecture switch
    {
        SeccompArchitecture.X64 => "SCMP_ARCH_X86_64",
        SeccompArchitecture.X86 => "SCMP_ARCH_X86",
        SeccompArchitecture.Arm64 => "SCMP_ARCH_AARCH64",
        _ => "SCMP_ARCH_ARM",
    });

    private void Name(List<string> architectures)
    {
        if (_named.Count > 0 && architectures.Count > 0)
        {
            throw new FormatException("both 'architectures' and 'archMap' are specified in the seccomp profile, use either 'architectures' or 'archMap'");
        }
        _named = architectures;
    }

    // [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]}, …]: the entry of this machine counts.
    private static void ReadMap(ref SeccompProfileReader reader)
    {
        string own = reader._architectures[0].Architecture == SeccompArchitecture.Arm64 ? "SCMP_ARCH_AARCH64" : "SCMP_ARCH_X86_64";
        reader._json.Read();
        bool some = reader._json.TokenType == JsonTokenType.StartArray;
        while (some && reader._json.Read() && reader._json.TokenType != JsonTokenType.EndArray)
        {
            string architecture = "";
            List<string> others = [];
            while (reader.NextName() is { } name)
            {
                switch (name)
                {
                    case "architecture": architecture = reader.Text(); break;
                    case "subArchitectures": others = reader.Texts(); break;
                    default: reader._json.Skip(); break;
                }
            }
            if (architecture == own)
            {
                reader.Name([own, .. others]);
            }
        }
    }

    private static void ReadList(ref SeccompProfileReader reader, List<Entry> syscalls)
    {
        reader.Expect(JsonTokenType.StartArray);
        while (reader._json.Read() && reader._json.TokenType != JsonTokenType.EndArray)
        {
            syscalls.Add(reader.ReadEntry());
        }
    }

    private readonly void Apply(Entry entry)
    {
        if (!Holds(entry.Includes, wanted: true) || !Holds(entry.Excludes, wanted: false))
        {
            return;
        }
        uint action = ActionOf(entry.Action ?? throw new FormatException("the seccomp profile has a rule without an action"), entry.Errno ?? Errno.EPERM);
        foreach (string name in entry.Names)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            foreach (var rules in _architectures)
            {
                rules.Add(bytes, entry.Conditions.Count == 0 && action == SeccompAction.Allow ? SeccompRule.Allow : new SeccompRule(action, [.. entry.Conditions]));
            }
        }
    }

    /// <summary>Includes must all hold; of excludes none may.</summary>
    private readonly bool Holds(Filter? filter, bool wanted)
    {
        if (filter is null)
        {
            return true;
        }
        string own = _architectures[0].Architecture == SeccompArchitecture.Arm64 ? "arm64" : "amd64";
        if (filter.Architectures is { Count: > 0 } architectures && architectures.Contains(own) != wanted)
        {
            return false;
        }
        foreach (string name in filter.Capabilities ?? [])
        {
            if ((CapabilitySet.Parse(name) is { } capability && _held.Has(capability)) != wanted)
            {
                return false;
            }
        }
        return filter.MinKernel is null || IsAtLeast(filter.MinKernel) == wanted;
    }

    private static bool IsAtLeast(string version) => Version.TryParse(version, out var wanted) && Environment.OSVersion.Version >= wanted;

    private static uint ActionOf(string name, int errno) => name switch
    {
        "SCMP_ACT_ALLOW" => SeccompAction.Allow,
        "SCMP_ACT_ERRNO" => SeccompAction.Error(errno),
        "SCMP_ACT_KILL" or "SCMP_ACT_KILL_THREAD" => SeccompAction.KillThread,
        "SCMP_ACT_KILL_PROCESS" => SeccompAction.KillProcess,
        "SCMP_ACT_TRAP" => SeccompAction.Trap,
        "SCMP_ACT_TRACE" => SeccompAction.Trace | (uint)(errno & 0xFFFF),
        "SCMP_ACT_LOG" => SeccompAction.Log,
        _ => throw new FormatException($"the seccomp profile's action {name} is not supported"),
    };

    private Entry ReadEntry()
    {
        var entry = new Entry();
        while (NextName() is { } name)
        {
            switch (name)
            {
                case "names":
                    entry.Names.AddRange(Texts());
                    break;
                case "name":
                    entry.Names.Add(Text());
                    break;
                case "action":
                    entry.Action = Text();
                    break;
                case "errnoRet":
                    entry.Errno = (int)Number();
                    break;
                case "args":
                    ReadConditions(entry.Conditions);
                    break;
                case "includes":
                    entry.Includes = ReadFilter();
                    break;
                case "excludes":
                    entry.Excludes = ReadFilter();
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }
        return entry;
    }

    private void ReadConditions(List<SeccompCondition> conditions)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
        {
            return;
        }
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            ulong index = 0, value = 0, valueTwo = 0;
            string op = "";
            while (NextName() is { } name)
            {
                switch (name)
                {
                    case "index": index = Number(); break;
                    case "value": value = Number(); break;
                    case "valueTwo": valueTwo = Number(); break;
                    case "op": op = Text(); break;
                    default: _json.Skip(); break;
                }
            }
            conditions.Add(new(index <= 5 ? (int)index : throw new FormatException($"the seccomp profile compares argument {index}: there are 0 to 5"), OperatorOf(op), value, valueTwo));
        }
    }

    private static SeccompOperator OperatorOf(string name) => name switch
    {
        "SCMP_CMP_NE" => SeccompOperator.NotEqual,
        "SCMP_CMP_LT" => SeccompOperator.Less,
        "SCMP_CMP_LE" => SeccompOperator.LessOrEqual,
        "SCMP_CMP_EQ" => SeccompOperator.Equal,
        "SCMP_CMP_GE" => SeccompOperator.GreaterOrEqual,
        "SCMP_CMP_GT" => SeccompOperator.Greater,
        "SCMP_CMP_MASKED_EQ" => SeccompOperator.MaskedEqual,
        _ => throw new FormatException($"the seccomp profile's operator {name} is not known"),
    };

    private Filter? ReadFilter()
    {
        var filter = new Filter();
        while (NextName() is { } name)
        {
            switch (name)
            {
                case "caps": filter.Capabilities = Texts(); break;
                case "arches": filter.Architectures = Texts(); break;
                case "minKernel": filter.MinKernel = Text(); break;
                default: _json.Skip(); break;
            }
        }
        return filter;
    }

    /// <summary>The next member's name, or null at the object's end; steps into an object first.</summary>
    private string? NextName()
    {
        if (!_json.Read())
        {
            throw new FormatException("the seccomp profile ends early");
        }
        if (_json.TokenType == JsonTokenType.StartObject)
        {
            _json.Read();
        }
        return _json.TokenType == JsonTokenType.PropertyName ? _json.GetString() : null;
    }

    private void Expect(JsonTokenType token)
    {
        if (token == JsonTokenType.StartObject)
        {
            return;   // NextName steps into it
        }
        _json.Read();
        if (_json.TokenType != token)
        {
            throw new FormatException("the seccomp profile's syscalls are not a list");
        }
    }

    private string Text()
    {
        _json.Read();
        return _json.GetString() ?? "";
    }

    private ulong Number()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.Null ? 0 : _json.GetUInt64();
    }

    private List<string> Texts()
    {
        var texts = new List<string>();
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
        {
            return texts;
        }
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(_json.GetString() ?? "");
        }
        return texts;
    }

    private sealed class Entry
    {
        public List<string> Names { get; } = [];

        public string? Action { get; set; }

        public int? Errno { get; set; }

        public List<SeccompCondition> Conditions { get; } = [];

        public Filter? Includes { get; set; }

        public Filter? Excludes { get; set; }
    }

    private sealed class Filter
    {
        public List<string>? Capabilities { get; set; }

        public List<string>? Architectures { get; set; }

        public string? MinKernel { get; set; }
    }
}
