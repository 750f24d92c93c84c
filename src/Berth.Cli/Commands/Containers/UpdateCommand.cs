using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>update</c>: changes the limits of containers.</summary>
internal static class UpdateCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        if (!context.Arguments.GivenNames.Any())
            throw new UsageException("you must provide one or more flags when using this command", ExitCodes.Failure) { ShowUsage = false };
        var request = Read(context.Arguments);
        var warnings = new List<string>();
        var code = context.ForEach(context.Words, async (client, name) =>
        {
            var response = await client.Containers.UpdateAsync(name, request).ConfigureAwait(false);
            lock (warnings)
                warnings.AddRange(response.Warnings ?? []);
        });
        foreach (var warning in warnings)
            context.Error.WriteLine(warning);
        return code;
    }

    private static ContainerUpdateRequest Read(ParsedArguments arguments) => new()
    {
        BlkioWeight = (int)arguments.Number("blkio-weight"u8),
        CpuShares = arguments.Number("cpu-shares"u8),
        Memory = HostOptions.Memory(arguments, "memory"u8),
        MemoryReservation = HostOptions.Memory(arguments, "memory-reservation"u8),
        MemorySwap = HostOptions.Memory(arguments, "memory-swap"u8),
        CpuPeriod = arguments.Number("cpu-period"u8),
        CpuQuota = arguments.Number("cpu-quota"u8),
        CpuRealtimePeriod = arguments.Number("cpu-rt-period"u8),
        CpuRealtimeRuntime = arguments.Number("cpu-rt-runtime"u8),
        CpusetCpus = arguments.Text("cpuset-cpus"u8),
        CpusetMems = arguments.Text("cpuset-mems"u8),
        NanoCpus = ResourceOptions.NanoCpus(arguments),
        PidsLimit = arguments.Int("pids-limit"u8),
        RestartPolicy = RestartOption.Parse(arguments.Text("restart"u8)),
    };
}
