using Berth.Linux;

namespace Berth.Monitor.Tests;

/// <summary>A memory cgroup for one test, v2 or v1, removed afterwards.</summary>
internal sealed class TestCgroup : IDisposable
{
    public const string Needs = "needs a memory cgroup that folders can be made in";

    private static readonly string[] Tops = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"];

    public TestCgroup()
    {
        Folder = $"{Top}/berth-monitor-test-{Guid.NewGuid():N}";
        Directory.CreateDirectory(Folder);
    }

    public static bool Available => Environment.UserName == "root" && Top is not null;

    public string Folder { get; }

    public string[] Folders => [Folder];

    public List<int> Processes => [.. File.ReadLines(Folder + "/cgroup.procs").Select(int.Parse)];

    private static string? Top => Tops.FirstOrDefault(t => File.Exists(t + "/memory.limit_in_bytes") || (File.Exists(t + "/cgroup.subtree_control") && File.ReadAllText(t + "/cgroup.subtree_control").Contains("memory", StringComparison.Ordinal)));

    public void LimitMemory(long bytes)
    {
        bool second = File.Exists(Folder + "/memory.max");
        File.WriteAllText(Folder + (second ? "/memory.max" : "/memory.limit_in_bytes"), $"{bytes}");
    }

    public void Dispose()
    {
        for (int i = 0; ; i++)
        {
            try
            {
                FileCalls.RemoveFolder(FileCalls.WorkingFolder, Folder);
                return;
            }
            catch (LinuxException e) when (e.Errno == Errno.EBUSY && i < 200)
            {
                Thread.Yield();
                using var wait = new ManualResetEventSlim();
                wait.Wait(20);
            }
        }
    }
}
