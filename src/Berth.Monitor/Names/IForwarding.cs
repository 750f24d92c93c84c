using Berth.Linux;

namespace Berth.Monitor;

/// <summary>What forwarding needs of the outside.</summary>
internal interface IForwarding
{
    /// <summary>Sends a query to a server; false where it can't be reached.</summary>
    bool Ask(int server, ReadOnlySpan<byte> query);

    /// <summary>Sends an answer to a client.</summary>
    void Answer(InetEndpoint client, ReadOnlySpan<byte> message);

    /// <summary>A number that nobody can guess.</summary>
    ushort NextId();
}
