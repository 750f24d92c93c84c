using Berth.Linux;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Starts real monitors.</summary>
/// <param name="launcher">Starts processes.</param>
/// <param name="cgroupFolders">The groups that monitors join so that they don't share the engine's; may be empty.</param>
internal sealed class MonitorStarter(MonitorLauncher launcher, IReadOnlyList<string> cgroupFolders) : IMonitorLauncher, IDisposable
{
    public void Dispose() => launcher.Dispose();

    public IMonitorLink Launch(ContainerFiles files, string name, IMonitorEvents events)
    {
        using var log = FileCalls.Open(files.MonitorLog, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append, 0x180 /* 0600 */);
        return new MonitorLink(launcher.Launch(name, files.StateFolder, files.RunFolder, log, cgroupFolders, events));
    }

    public IMonitorLink? Connect(ContainerFiles files, IMonitorEvents events)
    {
        try
        {
            return new MonitorLink(MonitorClient.Connect(new MonitorFiles(files.StateFolder, files.RunFolder).Socket, events));
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.ECONNREFUSED)
        {
            return null;
        }
    }
}
