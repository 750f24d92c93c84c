using Berth.Docker;

namespace Berth.Cli;

/// <summary>Mounts from <c>--volume</c>, <c>--mount</c> and <c>--tmpfs</c>.</summary>
/// <param name="Binds">Mounts in the short form, relative sources made absolute; null for none.</param>
/// <param name="Anonymous">Paths of anonymous volumes.</param>
/// <param name="Tmpfs">Paths of tmpfs mounts and their options; null for none.</param>
/// <param name="Mounts">Mounts in the long form; null for none.</param>
internal sealed record MountOptions(
    IReadOnlyList<string>? Binds, IReadOnlyDictionary<string, EmptyObject> Anonymous, IReadOnlyDictionary<string, string>? Tmpfs, IReadOnlyList<Mount>? Mounts)
{
    private const string EngineSocket = "/var/run/docker.sock";

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A mount is wrong.</exception>
    public static MountOptions Read(ParsedArguments arguments, ICallerFiles files)
    {
        var binds = new List<string>();
        var anonymous = new SortedDictionary<string, EmptyObject>(StringComparer.Ordinal);
        foreach (var volume in arguments.List("volume"u8))
        {
            if (Bind(volume, files) is { } bind)
                binds.Add(bind);
            else
                anonymous[volume] = EmptyObject.Instance;
        }
        var mounts = arguments.List("mount"u8).ConvertAll(value => MountOption.Parse(value, files));
        if (arguments.Bool("use-api-socket"u8))
            mounts.Add(new Mount { Type = "bind", Source = EngineSocket, Target = EngineSocket, BindOptions = new BindOptions() });
        return new MountOptions(binds.Count > 0 ? binds : null, anonymous, Tmpfses(arguments), mounts.Count > 0 ? mounts : null);
    }

    /// <summary>A mount in the short form with its source made absolute, or null if it is an anonymous volume.</summary>
    /// <exception cref="UsageException">It is empty, or a part between colons is.</exception>
    public static string? Bind(string volume, ICallerFiles files)
    {
        if (volume.Length == 0)
            throw new UsageException("invalid empty volume spec") { ShowUsage = false };
        var parts = volume.Split(':');
        if (parts.Length == 1)
            return null;
        if (parts.Contains(""))
            throw new UsageException($"invalid spec: {volume}: empty section between colons") { ShowUsage = false };
        if (parts[0] is "." or ".." or "~" || parts[0].StartsWith("./", StringComparison.Ordinal) || parts[0].StartsWith("../", StringComparison.Ordinal))
            parts[0] = files.Absolute(parts[0]);
        else if (parts[0].StartsWith("~/", StringComparison.Ordinal))
            parts[0] = files.Variable("HOME") + parts[0][1..];
        return string.Join(':', parts);
    }

    private static SortedDictionary<string, string>? Tmpfses(ParsedArguments arguments)
    {
        var given = arguments.List("tmpfs"u8);
        if (given.Count == 0)
            return null;
        var mounts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in given)
        {
            var colon = value.IndexOf(':', StringComparison.Ordinal);
            mounts[colon < 0 ? value : value[..colon]] = colon < 0 ? "" : value[(colon + 1)..];
        }
        return mounts;
    }
}
