namespace Berth.Images;

/// <summary>A registry's refusal or silence: the message is Docker's, the status and code are the registry's.</summary>
public sealed class RegistryException : ImageException
{
    /// <summary>Makes the failure of a request to a registry.</summary>
    public RegistryException(ImageErrorKind kind, string message, int status = 0, string? code = null, Exception? cause = null)
        : base(kind, message, cause) => (Status, Code) = (status, code);

    /// <summary>The HTTP status; zero where there was no answer.</summary>
    public int Status { get; }

    /// <summary>The registry's error code, such as <c>MANIFEST_UNKNOWN</c>; null where it gave none.</summary>
    public string? Code { get; }

    /// <summary>Whether the same request may succeed a little later.</summary>
    internal bool MayPass { get; init; }

    /// <summary>Whether no connection was made.</summary>
    internal bool NotConnected { get; init; }

    /// <summary>Whether what answered seems to speak another protocol.</summary>
    internal bool WrongProtocol { get; init; }

    /// <summary>How long the registry asks to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
