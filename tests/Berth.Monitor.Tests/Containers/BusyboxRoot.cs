namespace Berth.Monitor.Tests;

/// <summary>A root file system with Debian's static busybox, as small as one can be, with an upper and a work folder for an overlay.</summary>
internal sealed class BusyboxRoot : IDisposable
{
    public const string Needs = "needs root and /bin/busybox (Debian's busybox-static)";

    public BusyboxRoot()
    {
        Folder = Directory.CreateTempSubdirectory("berth-monitor-").FullName;
        foreach (string name in (string[])["lower/bin", "lower/etc", "lower/tmp", "lower/root", "lower/home/app", "upper", "work", "state", "run"])
        {
            Directory.CreateDirectory($"{Folder}/{name}");
        }
        File.Copy("/bin/busybox", $"{Lower}/bin/busybox");
        foreach (string tool in (string[])["sh", "echo", "cat", "sleep", "true", "false", "id", "ls", "stty", "tty", "env", "kill", "head", "seq", "yes", "hostname", "mount", "grep", "ps", "readlink", "test", "touch", "wc", "dd", "nc", "pwd", "stat", "mkdir", "umask"])
        {
            File.CreateSymbolicLink($"{Lower}/bin/{tool}", "busybox");
        }
        File.WriteAllText($"{Lower}/etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n");
        File.WriteAllText($"{Lower}/etc/group", "root:x:0:\nwheel:x:10:root\napp:x:1000:\nextra:x:2000:app\n");
        File.WriteAllText($"{Lower}/bin/notexec", "#!/bin/sh\n");
    }

    public static bool Available => Environment.UserName == "root" && File.Exists("/bin/busybox");

    public string Folder { get; }

    public string Lower => Folder + "/lower";

    public string State => Folder + "/state";

    public string Run => Folder + "/run";

    public string Log => State + "/log.json";

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
