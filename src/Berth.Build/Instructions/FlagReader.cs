namespace Berth.Build;

/// <summary>Takes an instruction's flags one by one; what is left at the end is unknown.</summary>
internal sealed class FlagReader(SyntaxNode node)
{
    private readonly List<string> _left = [.. node.Flags];

    /// <summary>A flag's value: <see cref="FlagValue.Text"/> is null where it isn't there.</summary>
    public FlagValue Value(string name)
    {
        var all = All(name);
        if (all.Count > 1) throw new DockerfileException(node.Line, $"duplicate flag specified: {name}");
        return new FlagValue(this, all.Count == 1 ? all[0] : null);
    }

    /// <summary>All values of a flag that may stand several times.</summary>
    public IReadOnlyList<string> All(string name)
    {
        string prefix = $"--{name}=";
        var values = _left.Where(f => f.StartsWith(prefix, StringComparison.Ordinal)).Select(f => f[prefix.Length..]).ToList();
        if (_left.Contains("--" + name)) throw new DockerfileException(node.Line, $"missing a value on flag: {name}");
        _left.RemoveAll(f => f.StartsWith(prefix, StringComparison.Ordinal));
        return values;
    }

    /// <summary>A flag that is true where it stands alone; null where it isn't there.</summary>
    public bool? Bool(string name)
    {
        int at = _left.FindIndex(f => f == "--" + name || f.StartsWith($"--{name}=", StringComparison.Ordinal));
        if (at < 0) return null;
        string flag = _left[at];
        _left.RemoveAt(at);
        return flag[(name.Length + 2)..] switch
        {
            "" or "=true" => true,
            "=false" => false,
            var other => throw new DockerfileException(node.Line, $"expecting boolean value for flag {name}, not: {other[1..]}"),
        };
    }

    /// <summary>No flag may be left.</summary>
    public void End()
    {
        if (_left.Count > 0) throw new DockerfileException(node.Line, $"unknown flag: {_left[0].Split('=')[0]}");
    }

    /// <summary>A flag's value.</summary>
    internal readonly record struct FlagValue(FlagReader Reader, string? Text)
    {
        /// <summary>It was the last flag that the instruction knows.</summary>
        public string? End()
        {
            Reader.End();
            return Text;
        }
    }
}
