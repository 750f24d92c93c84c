namespace Berth.Daemon;

/// <summary>An argument or configuration that can't be; the message is the sentence for the user.</summary>
internal sealed class OptionException(string message) : Exception(message);
