using System.Net;

namespace Berth.Images;

/// <summary>A place to find a repository at: a registry or a mirror of one.</summary>
internal sealed class RegistryEndpoint
{
    private readonly Uri[] candidates;
    private bool proven;

    /// <summary>Makes an endpoint; <paramref name="candidates"/> are tried in order until one answers as a registry.</summary>
    public RegistryEndpoint(string host, bool isMirror, bool isInsecure, params Uri[] candidates)
    {
        (Host, IsMirror, IsInsecure, this.candidates) = (host, isMirror, isInsecure, candidates);
        Base = candidates[0];
    }

    /// <summary>The host, with its port where one was given.</summary>
    public string Host { get; }

    /// <summary>Whether it is a mirror, which may lack what the registry has.</summary>
    public bool IsMirror { get; }

    /// <summary>Whether its certificate isn't checked and plain HTTP is allowed.</summary>
    public bool IsInsecure { get; }

    /// <summary>The root of its addresses, as far as is known.</summary>
    public Uri Base { get; private set; }

    /// <summary>Tells that <see cref="Base"/> is right: it answered as a registry does.</summary>
    public void Prove(Uri answered) => proven |= answered == Base;

    /// <summary>Goes on to the next way of speaking to it; false where all were tried, or one is known to be right.</summary>
    public bool TryNext(Uri failed)
    {
        if (proven)
        {
            return Base != failed;
        }

        int next = Array.IndexOf(candidates, failed) + 1;
        if (Base != failed)
        {
            return true; // somebody else found out already
        }

        if (next == 0 || next == candidates.Length)
        {
            return false;
        }

        Base = candidates[next];
        return true;
    }

    /// <summary>Whether a host name means this machine.</summary>
    public static bool IsLoopback(string host) => host.Trim('[', ']') is var name
        && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address)));
}
