namespace Berth.Engine;

/// <summary>The files of one container.</summary>
/// <param name="StateFolder">Its folder under the engine's root: survives a reboot.</param>
/// <param name="RunFolder">Its folder under the engine's run folder: does not.</param>
/// <param name="Id">The container.</param>
internal sealed record ContainerFiles(string StateFolder, string RunFolder, string Id)
{
    /// <summary>What the container is.</summary>
    public string Config => StateFolder + "/config.json";

    /// <summary>What has become of it.</summary>
    public string Life => StateFolder + "/state.json";

    /// <summary>Its /etc/hostname.</summary>
    public string HostName => StateFolder + "/hostname";

    /// <summary>Its /etc/hosts.</summary>
    public string Hosts => StateFolder + "/hosts";

    /// <summary>Its /etc/resolv.conf.</summary>
    public string ResolvConf => StateFolder + "/resolv.conf";

    /// <summary>Its log; older ones have a number after it.</summary>
    public string Log => $"{StateFolder}/{Id}-json.log";

    /// <summary>What a monitor writes that can write nowhere else.</summary>
    public string MonitorLog => RunFolder + "/monitor.log";
}
