namespace Berth.Supervision;

/// <summary>Where a container's engine and monitor find each other's files.</summary>
/// <param name="stateFolder">The container's folder under the engine's root: survives a reboot.</param>
/// <param name="runFolder">The container's folder under the engine's run folder: does not.</param>
public sealed class MonitorFiles(string stateFolder, string runFolder)
{
    /// <summary>The start request, written by the engine before it starts the monitor.</summary>
    public string StartRequest => stateFolder + "/start.json";

    /// <summary>The monitor's record of its container, replaced atomically before anybody is told.</summary>
    public string Record => stateFolder + "/monitor.json";

    /// <summary>The monitor's listening socket (SOCK_SEQPACKET), bound by the engine before it starts the monitor.</summary>
    public string Socket => runFolder + "/monitor.sock";
}
