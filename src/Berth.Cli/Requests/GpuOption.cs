using Berth.Docker;

namespace Berth.Cli;

/// <summary>The value of <c>--gpus</c>: a number, <c>all</c>, or <c>device=…,capabilities=…</c>.</summary>
internal sealed class GpuOption
{
    private readonly string _text;
    private readonly List<string> _capabilities = [];
    private string _driver = "";
    private int? _count;
    private List<string>? _ids;
    private IReadOnlyDictionary<string, string> _options = new Dictionary<string, string>();

    private GpuOption(string text) => _text = text;

    /// <summary>Reads the value.</summary>
    /// <exception cref="UsageException">A key or a value is wrong.</exception>
    public static DeviceRequest Parse(string text)
    {
        var option = new GpuOption(text);
        foreach (var field in FlagValues.SplitCsv(text))
            option.Read(field);
        return option.Finish();
    }

    private void Read(string field)
    {
        var (name, value) = KeyValue.Split(field);
        switch (name)
        {
            case "count": _count = Count(value ?? ""); break;
            case var _ when value is null: _count = Count(name); break;
            case "driver": _driver = value; break;
            case "device": _ids = [.. value.Split(',')]; break;
            case "capabilities": _capabilities.AddRange(value.Split(',')); break;
            case "options": _options = KeyValue.Map(FlagValues.SplitCsv(value)); break;
            default: throw UsageException.BadValue(_text, "--gpus", $"unexpected key '{name}' in '{field}'");
        }
    }

    private DeviceRequest Finish()
    {
        if (!_capabilities.Contains("gpu"))
            _capabilities.Add("gpu");
        return new DeviceRequest
        {
            Driver = _driver,
            Count = _count ?? (_ids is null ? 1 : 0),
            DeviceIDs = _ids,
            Capabilities = [_capabilities],
            Options = _options,
        };
    }

    private int Count(string value) => value == "all" ? -1 : (int)(FlagValues.ParseInt(value)
        ?? throw UsageException.BadValue(_text, "--gpus", $"invalid count ({value}): value must be either \"all\" or an integer"));
}
