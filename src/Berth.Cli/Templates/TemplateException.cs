namespace Berth.Cli;

/// <summary>A <c>--format</c> template is wrong, or asks for what isn't there. The message is worded as Go's template package does.</summary>
internal sealed class TemplateException(string message) : Exception(message);
