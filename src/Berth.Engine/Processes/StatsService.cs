using System.Globalization;
using System.Runtime.CompilerServices;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Reads what containers use, once or every second.</summary>
internal sealed class StatsService(EngineParts parts)
{
    private const long NanosPerTick = 10_000_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Reads.</summary>
    public async IAsyncEnumerable<ContainerStats> ReadAsync(Container container, bool stream, bool oneShot, [EnumeratorCancellation] CancellationToken cancel)
    {
        ContainerStats? before = null;
        using var timer = new PeriodicTimer(Interval, parts.Time);
        if (!oneShot && container.Life.IsAlive && !stream)
        {
            before = ReadOnce(container, null);
            await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false);
        }

        while (parts.Containers.Find(container.Id) == container)
        {
            var reading = ReadOnce(container, before);
            yield return reading;
            before = reading;
            if (!stream || !await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                yield break;
            }
        }
    }

    private ContainerStats ReadOnce(Container container, ContainerStats? before)
    {
        var stats = new ContainerStats { Name = "/" + container.Record.Name, Id = container.Id, Read = DockerTimestamps.Zero, PreRead = DockerTimestamps.Zero };
        if (!container.Life.IsAlive)
        {
            return stats;
        }

        try
        {
            var usage = parts.Cgroups.Usage(container.Record);
            return stats with
            {
                Read = DockerTimestamps.Format(parts.Time.GetUtcNow()),
                PreRead = before?.Read ?? DockerTimestamps.Zero,
                CpuStats = new CpuStats
                {
                    CpuUsage = usage.Cpu, SystemCpuUsage = SystemTime(), OnlineCpus = (uint)parts.Machine.CpuCount, ThrottlingData = usage.Throttling,
                },
                PreCpuStats = before?.CpuStats ?? new CpuStats(),
                MemoryStats = usage.Memory with { Limit = Math.Min(usage.Memory.Limit, (ulong)parts.Machine.MemoryBytes) },
                PidsStats = usage.Pids,
                BlkioStats = usage.Block,
                Networks = Networks(container.Life.Pid),
            };
        }
        catch (IOException)
        {
            // It has just ended.
            return stats;
        }
    }

    // The machine's processor time: user, nice, system, idle, iowait, irq, softirq, steal (proc_stat(5)).
    private static ulong SystemTime()
    {
        string line = File.ReadLines("/proc/stat").First();
        ulong ticks = 0;
        foreach (string number in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8))
        {
            ticks += ulong.Parse(number, CultureInfo.InvariantCulture);
        }

        return ticks * NanosPerTick;
    }

    private static Dictionary<string, NetworkStats>? Networks(int pid)
    {
        var networks = new Dictionary<string, NetworkStats>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/net/dev")).Skip(2))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = line[..colon].Trim();
            if (name == "lo")
            {
                continue;
            }

            ulong[] numbers = [.. line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => ulong.Parse(text, CultureInfo.InvariantCulture))];
            networks[name] = new NetworkStats
            {
                RxBytes = numbers[0], RxPackets = numbers[1], RxErrors = numbers[2], RxDropped = numbers[3],
                TxBytes = numbers[8], TxPackets = numbers[9], TxErrors = numbers[10], TxDropped = numbers[11],
            };
        }

        return networks.Count > 0 ? networks : null;
    }
}
