namespace Berth.Linux;

/// <summary>What a list of device rules comes to, as the devices controller of version 1 takes them: a default, and exceptions from it.</summary>
internal sealed class DeviceAccess
{
    public const int Make = 1, Read = 2, Write = 4;

    private readonly List<(char Kind, uint? Major, uint? Minor, int Access)> _exceptions = [];

    public DeviceAccess(IEnumerable<DeviceRule> rules)
    {
        foreach (DeviceRule rule in rules)
        {
            Add(rule);
        }
    }

    /// <summary>Whether what is no exception is allowed.</summary>
    public bool AllowsByDefault { get; private set; }

    /// <summary>What is different, <c>c</c> or <c>b</c> each.</summary>
    public IReadOnlyList<(char Kind, uint? Major, uint? Minor, int Access)> Exceptions => _exceptions;

    private void Add(DeviceRule rule)
    {
        if (rule.Kind == 'a')   // all devices, whatever else the rule says
        {
            AllowsByDefault = rule.Allow;
            _exceptions.Clear();
            return;
        }
        int access = (rule.Access.Contains('m') ? Make : 0) | (rule.Access.Contains('r') ? Read : 0) | (rule.Access.Contains('w') ? Write : 0);
        int at = _exceptions.FindIndex(e => e.Kind == rule.Kind && e.Major == rule.Major && e.Minor == rule.Minor);
        if (rule.Allow != AllowsByDefault)
        {
            if (at < 0)
            {
                _exceptions.Add((rule.Kind, rule.Major, rule.Minor, access));
            }
            else
            {
                _exceptions[at] = _exceptions[at] with { Access = _exceptions[at].Access | access };
            }
        }
        else if (at >= 0)
        {
            int left = _exceptions[at].Access & ~access;
            _exceptions[at] = _exceptions[at] with { Access = left };
            if (left == 0)
            {
                _exceptions.RemoveAt(at);
            }
        }
    }
}
