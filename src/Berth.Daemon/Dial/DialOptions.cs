namespace Berth.Daemon;

/// <summary>What the role <c>dial</c> is asked for: a port, and how to encrypt.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Tls">Speak TLS.</param>
/// <param name="Verify">Take only a certificate for this host that an authority vouches for.</param>
/// <param name="Authority">A PEM file with the authorities to trust; null for the system's.</param>
/// <param name="Certificate">A PEM file with the caller's own certificate; null for none.</param>
/// <param name="Key">A PEM file with its key.</param>
internal sealed record DialOptions(string Host, int Port, bool Tls, bool Verify, string? Authority, string? Certificate, string? Key)
{
    /// <summary>Reads arguments. The command line alone gives them.</summary>
    /// <exception cref="OptionException">They are not as they must be.</exception>
    public static DialOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new DialOptions("", 0, false, true, null, null, null);
        var words = new Queue<string>(arguments);
        while (words.TryDequeue(out string? word))
        {
            options = word switch
            {
                "--tls" => options with { Tls = true },
                "--no-verify" => options with { Verify = false },
                _ when words.TryDequeue(out string? value) => options.With(word, value),
                _ => throw new OptionException($"flag needs an argument: {word}"),
            };
        }

        return options is { Host.Length: > 0, Port: > 0 and <= 65535 } ? options : throw new OptionException("dial needs --host and --port");
    }

    private DialOptions With(string option, string value) => option switch
    {
        "--host" => this with { Host = value },
        "--port" when int.TryParse(value, out int port) => this with { Port = port },
        "--ca" => this with { Authority = value },
        "--cert" => this with { Certificate = value },
        "--key" => this with { Key = value },
        _ => throw new OptionException($"invalid option: {option} {value}"),
    };
}
