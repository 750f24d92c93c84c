using System.Collections.Concurrent;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Engine;

/// <summary>System call filters, compiled once for all containers with the same profile and capabilities.</summary>
internal sealed class SeccompFilters
{
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<(string Profile, string Capabilities), byte[]> _compiled = new();

    /// <summary>A container's filter; empty for none.</summary>
    /// <exception cref="DockerException">Its profile asks for what can't be done.</exception>
    public ReadOnlyMemory<byte> Of(HostConfig host, IReadOnlyList<string> available)
    {
        string profile = (SecurityOptions.TryParse(host.SecurityOpt, out _) ?? new SecurityOptions()).Seccomp;
        if (profile == "unconfined" || (host.Privileged && profile == "default"))
        {
            return default;
        }

        var names = CapabilityNames.Effective(host.Privileged, host.CapAdd, host.CapDrop, available);
        var key = (profile, string.Join(' ', names));
        if (_compiled.TryGetValue(key, out byte[]? known))
        {
            return known;
        }

        try
        {
            byte[] filter = SeccompFilter.Named(profile, SetOf(names));
            if (_compiled.Count >= MostKept)
            {
                _compiled.Clear();
            }

            return _compiled[key] = filter;
        }
        catch (FormatException e)
        {
            throw new DockerException(DockerErrorKind.InvalidParameter, $"Decoding seccomp profile failed: {e.Message}", e);
        }
    }

    private static CapabilitySet SetOf(IReadOnlyList<string> names)
    {
        var set = CapabilitySet.None;
        foreach (string name in names)
        {
            set = CapabilitySet.Parse(name) is { } capability ? set.With(capability) : set;
        }

        return set;
    }
}
