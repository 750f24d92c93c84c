using Berth.Docker;

namespace Berth.Cli;

/// <summary>The values of <c>--filter</c>.</summary>
internal static class FilterOption
{
    /// <summary>Reads conditions of the form <c>name=value</c>.</summary>
    /// <exception cref="UsageException">One has another form.</exception>
    public static Filters Read(List<string> conditions)
    {
        var filters = Filters.Empty;
        foreach (var condition in conditions)
        {
            if (condition.Length == 0)
                continue;
            var (name, value) = KeyValue.Split(condition);
            if (value is null)
                throw UsageException.BadValue(condition, "-f, --filter", "bad format of filter (expected name=value)");
            filters = filters.With(name.Trim().ToLowerInvariant(), value.Trim());
        }
        return filters;
    }
}
