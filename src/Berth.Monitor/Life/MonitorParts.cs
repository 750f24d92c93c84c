namespace Berth.Monitor;

/// <summary>What all parts of a monitor share.</summary>
/// <param name="Loop">The one loop.</param>
/// <param name="Server">The engines' connections.</param>
/// <param name="Log">The log of last resort.</param>
/// <param name="Clock">The time.</param>
/// <param name="End">The container has ended for good: the monitor ends once all has been told.</param>
internal sealed record MonitorParts(EventLoop Loop, MonitorServer Server, MonitorLog Log, TimeProvider Clock, Action End);
