using System.Text;

namespace Berth.Compose.Tests;

/// <summary>What loading may cost. Allocations don't depend on how busy the machine is.</summary>
public sealed class BudgetTests
{
    [Fact]
    public void A_thousand_services_stay_within_their_memory()
    {
        MemoryFiles files = MemoryFiles.Of(Services(1000));
        Measure(files);
        Assert.InRange(Measure(files), 1, 24 << 20);
    }

    [Fact]
    public void Memory_grows_with_the_file_and_no_faster()
    {
        Measure(MemoryFiles.Of(Services(10)));
        long small = Measure(MemoryFiles.Of(Services(500)));
        long large = Measure(MemoryFiles.Of(Services(5000)));
        Assert.InRange(large / (double)small, 5, 12);
    }

    [Fact]
    public void A_small_file_costs_little()
    {
        MemoryFiles files = MemoryFiles.Of("services: {a: {image: busybox, command: sleep 1000}, b: {image: busybox, depends_on: [a]}}");
        Measure(files);
        Assert.InRange(Measure(files), 1, 128 << 10);
    }

    private static long Measure(MemoryFiles files)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(files.Load().Project);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Services(int count)
    {
        StringBuilder text = new("services:\n");
        for (int i = 1; i <= count; i++)
        {
            text.Append($"  s{i}:\n    image: busybox\n    command: sleep 1000\n    environment: {{A: \"${{HOME:-x}}\", B: \"{i}\"}}\n    ports: [\"{10000 + i}:80\"]\n    volumes: [\"./d:/d:ro\", \"vol:/v\"]\n    networks: [n]\n    healthcheck: {{test: [\"CMD\", \"true\"], interval: 5s}}\n");
        }

        return text.Append("networks: {n: {}}\nvolumes: {vol: {}}\n").ToString();
    }
}
