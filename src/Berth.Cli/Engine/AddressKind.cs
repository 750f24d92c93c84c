namespace Berth.Cli;

/// <summary>How an engine is reached.</summary>
internal enum AddressKind
{
    /// <summary>A unix socket of this machine.</summary>
    Unix,

    /// <summary>A TCP port, with or without TLS.</summary>
    Tcp,

    /// <summary>The ssh program, which runs <c>docker system dial-stdio</c> at the other end.</summary>
    Ssh,
}
