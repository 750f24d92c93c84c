using Berth.Supervision;

namespace Berth.Monitor;

/// <summary>A container or a process in it can't be set up as asked; carries what the engine is told.</summary>
internal sealed class SetupException(MonitorError error) : Exception(error.Text)
{
    public MonitorError Error => error;

    public static SetupException User(string text) => new(new MonitorError(MonitorErrorKind.User, "find user", 0, text));

    public static SetupException Other(string step, int errno, string text) => new(new MonitorError(MonitorErrorKind.Other, step, errno, text));
}
