using Berth.Docker;

namespace Berth.Engine;

/// <summary>The keys that detach from a terminal, as bytes.</summary>
internal sealed record DetachKeys(byte[] Keys)
{
    /// <summary>ctrl-p, ctrl-q.</summary>
    public static DetachKeys Default { get; } = new([0x10, 0x11]);

    /// <summary>Reads <c>ctrl-p,ctrl-q</c> or single characters; null and empty are the default.</summary>
    /// <param name="text">The keys.</param>
    /// <param name="called">What an error calls them: Docker has two names.</param>
    /// <exception cref="DockerException">It is none.</exception>
    public static DetachKeys Parse(string? text, string called = "detach keys")
    {
        if (string.IsNullOrEmpty(text))
        {
            return Default;
        }

        var keys = new List<byte>();
        foreach (string key in text.Split(','))
        {
            keys.Add(key switch
            {
                [> '\0' and < '\x80'] => (byte)key[0],
                ['c', 't', 'r', 'l', '-', >= 'a' and <= 'z'] => (byte)(key[5] - 'a' + 1),
                ['c', 't', 'r', 'l', '-', '@'] => 0,
                ['c', 't', 'r', 'l', '-', '[' or '\\' or ']' or '^' or '_'] => (byte)(key[5] - '@'),
                _ => throw new DockerException(DockerErrorKind.InvalidParameter, $"Invalid {called} ({text}) provided"),
            });
        }

        return new DetachKeys([.. keys]);
    }
}
