namespace Berth.Monitor;

/// <summary>What all parts of a monitor share.</summary>
internal sealed class MonitorParts(EventLoop loop, MonitorServer server, MonitorLog log, TimeProvider clock, Action end)
{
    /// <summary>The one loop.</summary>
    public EventLoop Loop => loop;

    /// <summary>The engines' connections.</summary>
    public MonitorServer Server => server;

    /// <summary>The log of last resort.</summary>
    public MonitorLog Log => log;

    /// <summary>The time.</summary>
    public TimeProvider Clock => clock;

    /// <summary>The container has ended for good: the monitor ends once all has been told.</summary>
    public void End() => end();
}
