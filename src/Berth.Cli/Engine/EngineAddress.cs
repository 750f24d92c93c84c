using System.Globalization;

namespace Berth.Cli;

/// <summary>Where an engine is.</summary>
/// <param name="Kind">How it is reached.</param>
/// <param name="Text">The address as users write it.</param>
/// <param name="Target">The socket's path, or the host (with a user before it for ssh).</param>
/// <param name="Port">The port, or 0.</param>
/// <param name="StartIfMissing">Whether it is the engine that this program starts.</param>
/// <param name="ContextName">The context that it comes from; <c>default</c> if from none.</param>
/// <param name="Tls">How TLS is done on a <c>tcp://</c> address.</param>
internal sealed record EngineAddress(AddressKind Kind, string Text, string Target, int Port, bool StartIfMissing, string ContextName, TlsOptions Tls)
{
    private const int PlainPort = 2375;
    private const int TlsPort = 2376;

    /// <summary>
    /// Finds the address: <c>--host</c>, a private engine's <c>--run</c>, <c>--context</c>, then <c>BERTH_RUN</c>, <c>DOCKER_HOST</c>,
    /// <c>DOCKER_CONTEXT</c>, the configuration's current context, and last this machine's own engine.
    /// </summary>
    /// <exception cref="UsageException">The address has an unknown form, or there is no such context.</exception>
    public static EngineAddress Resolve(GlobalOptions globals, ClientConfig config)
    {
        if (globals.Host is { } host)
        {
            return globals.Context is null
                ? Parse(host, globals.Tls)
                : throw new UsageException("conflicting options: cannot specify both --host and --context", ExitCodes.Failure) { ShowUsage = false };
        }
        if (globals.RunGiven)
            return Local(globals);
        if (globals.Context is { } given)
            return given == ClientContext.DefaultName ? Default(globals) : FromContext(given, globals, config);
        if (globals.Run is not null || GlobalOptions.NonEmpty("DOCKER_HOST") is not null)
            return Default(globals);
        return (GlobalOptions.NonEmpty("DOCKER_CONTEXT") ?? config.CurrentContext) is { } name and not ClientContext.DefaultName
            ? FromContext(name, globals, config)
            : Default(globals);
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="UsageException">It has an unknown form.</exception>
    public static EngineAddress Parse(string text, TlsOptions tls, string context = ClientContext.DefaultName)
    {
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = separator < 0 ? "tcp" : text[..separator];
        var rest = separator < 0 ? text : text[(separator + 3)..];
        switch (scheme)
        {
            case "unix" when rest.Length > 0:
                return new EngineAddress(AddressKind.Unix, text, rest, 0, false, context, tls);
            case "tcp" or "http" or "https":
                var secure = tls with { Wanted = tls.Wanted || scheme == "https" };
                var (host, port) = HostAndPort(rest.TrimEnd('/'), secure.Wanted ? TlsPort : PlainPort);
                return new EngineAddress(AddressKind.Tcp, text, host, port, false, context, secure);
            case "ssh" when rest.Length > 0:
                var (sshHost, sshPort) = HostAndPort(rest.TrimEnd('/'), 0);
                return sshHost.StartsWith('-') ? throw Unknown(text) : new EngineAddress(AddressKind.Ssh, text, sshHost, sshPort, false, context, tls);
            default:
                throw Unknown(text);
        }
    }

    private static EngineAddress Default(GlobalOptions globals) => globals.Run is null && GlobalOptions.NonEmpty("DOCKER_HOST") is { } variable
        ? Parse(variable, globals.Tls)
        : Local(globals);

    private static EngineAddress Local(GlobalOptions globals)
    {
        var socket = globals.LocalSocket;
        return new EngineAddress(AddressKind.Unix, "unix://" + socket, socket, 0, true, ClientContext.DefaultName, globals.Tls);
    }

    private static EngineAddress FromContext(string name, GlobalOptions globals, ClientConfig config)
    {
        var context = config.FindContext(name) ?? throw new UsageException(
            $"context {GoQuote.Double(name)}: context not found: open {config.Folder}/contexts/meta: no such context", ExitCodes.Failure) { ShowUsage = false };
        var tls = globals.Tls;
        if (context.TlsFolder is { } folder)
            tls = new TlsOptions(true, !context.SkipVerify, Path.Combine(folder, "ca.pem"), Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        return Parse(context.Host, tls, name);
    }

    private static (string Host, int Port) HostAndPort(string text, int defaultPort)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        text = slash < 0 ? text : text[..slash];
        var colon = text.LastIndexOf(':');
        if (colon < 0 || colon < text.LastIndexOf(']'))
            return (text.Length == 0 ? "localhost" : text.Trim('[', ']'), defaultPort);
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? (colon == 0 ? "localhost" : text[..colon].Trim('[', ']'), port)
            : throw Unknown(text);
    }

    private static UsageException Unknown(string text) => new($"unable to parse docker host `{text}`", ExitCodes.Failure) { ShowUsage = false };
}
