namespace Berth.Linux;

/// <summary>What happens to a call whose arguments fulfil all conditions.</summary>
/// <param name="action">A <see cref="SeccompAction"/>.</param>
/// <param name="conditions">None: any arguments.</param>
internal sealed class SeccompRule(uint action, SeccompCondition[] conditions)
{
    /// <summary>The rule of most calls.</summary>
    public static SeccompRule Allow { get; } = new(SeccompAction.Allow, []);

    /// <summary>What happens.</summary>
    public uint Action => action;

    /// <summary>All must be fulfilled.</summary>
    public SeccompCondition[] Conditions => conditions;

    /// <summary>Asked when this one's conditions are not fulfilled.</summary>
    public SeccompRule? Otherwise { get; private set; }

    /// <summary>This rule before another one.</summary>
    public SeccompRule Before(SeccompRule? other)
    {
        var copy = new SeccompRule(action, conditions) { Otherwise = Otherwise is null ? other : Otherwise.Before(other) };
        return copy;
    }
}
