namespace Berth.Images;

/// <summary>A connection that couldn't be made, in the words that users of Docker know.</summary>
internal sealed class DialException(string message) : IOException(message);
