using System.Net;

namespace Berth.Images;

/// <summary>Where the repositories of a host are to be found, by dockerd's rules: mirrors for Docker Hub, plain HTTP for loopback and insecure registries.</summary>
internal sealed class EndpointList(RegistryOptions options)
{
    private const string HubHost = "registry-1.docker.io";

    /// <summary>The places to pull from, in order: mirrors, then the registry.</summary>
    public IReadOnlyList<RegistryEndpoint> ForPull(string domain)
    {
        var endpoints = new List<RegistryEndpoint>();
        if (domain == ImageReference.DefaultDomain)
        {
            endpoints.AddRange(options.Mirrors.Select(Mirror));
        }

        endpoints.Add(Registry(domain));
        return endpoints;
    }

    /// <summary>The place to push to.</summary>
    public RegistryEndpoint Registry(string domain)
    {
        string host = domain == ImageReference.DefaultDomain ? HubHost : domain;
        var secure = new Uri($"https://{host}/");
        if (!IsInsecure(host))
        {
            return new RegistryEndpoint(host, false, false, secure);
        }

        // On this machine plain HTTP is the rule and hides nothing from anybody; elsewhere encryption is tried first, as dockerd does.
        var plain = new Uri($"http://{host}/");
        return RegistryEndpoint.IsLoopback(secure.Host)
            ? new RegistryEndpoint(host, false, true, plain, secure)
            : new RegistryEndpoint(host, false, true, secure, plain);
    }

    private RegistryEndpoint Mirror(string text)
    {
        if (!Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new ImageException(ImageErrorKind.Invalid, $"invalid mirror: \"{text}\" is not an http or https address");
        }

        return new RegistryEndpoint(uri.Authority, true, uri.Scheme == "http" || IsInsecure(uri.Authority), uri);
    }

    private bool IsInsecure(string host)
    {
        string name = new Uri("https://" + host).Host;
        return RegistryEndpoint.IsLoopback(name)
            || options.InsecureRegistries.Any(i => i.Equals(host, StringComparison.OrdinalIgnoreCase) || i.Equals(name, StringComparison.OrdinalIgnoreCase) || IsIn(i, name));
    }

    // A host name is looked up only where a range could hold its address: dockerd does the same.
    private static bool IsIn(string range, string name)
    {
        if (!IPNetwork.TryParse(range, out IPNetwork network))
        {
            return false;
        }

        try
        {
            return Dns.GetHostAddresses(name.Trim('[', ']')).Any(network.Contains);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
