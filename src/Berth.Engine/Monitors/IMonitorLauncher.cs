using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Starts containers' monitors and finds those that run already.</summary>
internal interface IMonitorLauncher
{
    /// <summary>Starts a monitor and connects to it. The start request is on disk already.</summary>
    /// <exception cref="IOException">It could not be started.</exception>
    IMonitorLink Launch(ContainerFiles files, string name, IMonitorEvents events);

    /// <summary>Connects to the monitor that an earlier engine started; null where there is none.</summary>
    IMonitorLink? Connect(ContainerFiles files, IMonitorEvents events);
}
