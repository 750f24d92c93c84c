namespace Berth.Monitor;

/// <summary>The outcome of a question as the answer's RCODE carries it (RFC 1035 §4.1.1).</summary>
internal enum NameError
{
    /// <summary>The name is known; it may have no address of the kind asked for.</summary>
    None = 0,

    /// <summary>The question could not be read (FORMERR).</summary>
    BadFormat = 1,

    /// <summary>No answer could be had, for now (SERVFAIL).</summary>
    ServerFailed = 2,

    /// <summary>There is no such name (NXDOMAIN).</summary>
    NoSuchName = 3,

    /// <summary>The server does not do what was asked (NOTIMP).</summary>
    NotImplemented = 4,
}
