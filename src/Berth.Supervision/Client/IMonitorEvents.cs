namespace Berth.Supervision;

/// <summary>Who hears what a monitor tells. Called one after another, in the order of events, by the one reader of a connection: must not wait for a reply of the same connection.</summary>
public interface IMonitorEvents
{
    /// <summary>Something has happened.</summary>
    void Happened(MonitorEvent happening);

    /// <summary>The connection has ended; nothing follows.</summary>
    /// <param name="died">No <see cref="MonitorEvent.Exited"/> came before: the monitor died, and its container with it. (Where nothing was watched, true too.)</param>
    void Ended(bool died);
}
