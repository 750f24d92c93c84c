using Berth.Docker;

namespace Berth.Cli;

/// <summary>The value of <c>--restart</c>: a policy, with <c>:N</c> a most number of times.</summary>
internal static class RestartOption
{
    /// <summary>Reads the policy. Whether there is one of this name, the engine says.</summary>
    /// <exception cref="UsageException">The number is none.</exception>
    public static RestartPolicy Parse(string text)
    {
        if (text.Length == 0)
            return new RestartPolicy();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return new RestartPolicy { Name = text };
        if (colon == 0)
            throw Wrong("no policy provided before colon");
        return FlagValues.ParseInt(text[(colon + 1)..]) is { } count
            ? new RestartPolicy { Name = text[..colon], MaximumRetryCount = (int)count }
            : throw Wrong("maximum retry count must be an integer");
    }

    private static UsageException Wrong(string reason) => new("invalid restart policy format: " + reason) { ShowUsage = false };
}
