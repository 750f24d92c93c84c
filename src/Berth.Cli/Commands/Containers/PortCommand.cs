using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>port</c>: lists a container's published ports.</summary>
internal static class PortCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        var ports = context.Client.Containers.InspectAsync(context.Words[0]).GetAwaiter().GetResult().NetworkSettings.Ports
            ?? new Dictionary<string, IReadOnlyList<PortBinding>?>();
        var wanted = context.Words.Count > 1 ? context.Words[1] : null;
        var key = wanted is null || wanted.Contains('/', StringComparison.Ordinal) ? wanted : wanted + "/tcp";
        if (key is not null)
        {
            if (!ContainerPort.TryParse(key, out _))
                throw new UsageException($"Error: invalid port ({wanted})", ExitCodes.Failure) { ShowUsage = false };
            if (!ports.TryGetValue(key, out var bindings) || bindings is null || bindings.Count == 0)
                throw new UsageException($"Error: No public port '{wanted}' published for {context.Words[0]}", ExitCodes.Failure) { ShowUsage = false };
            foreach (var binding in bindings)
                context.Out.WriteLine(Address(binding));
            return ExitCodes.Success;
        }
        foreach (var (port, bindings) in ports.OrderBy(static port => port.Key, StringComparer.Ordinal))
        {
            foreach (var binding in bindings ?? [])
                context.Out.WriteLine($"{port} -> {Address(binding)}");
        }
        return ExitCodes.Success;
    }

    private static string Address(PortBinding binding) =>
        binding.HostIp.Contains(':', StringComparison.Ordinal) ? $"[{binding.HostIp}]:{binding.HostPort}" : $"{binding.HostIp}:{binding.HostPort}";
}
