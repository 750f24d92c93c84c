using System.Globalization;
using System.Text;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>info</c>: shows what the engine and its machine are like.</summary>
internal static class InfoCommand
{
    /// <summary>Runs the command.</summary>
    public static int Run(CommandContext context)
    {
        if (context.Arguments.TextOrNull("format"u8) is { Length: > 0 } format)
            return Formatted(context, format);
        var text = new StringBuilder();
        Add(text, 0, "Client", "");
        Add(text, 1, "Version", "   " + BerthVersion.Number);
        Add(text, 1, "Context", "   " + context.Address.ContextName);
        Add(text, 1, "Debug Mode", context.Globals.Debug ? "true" : "false");
        text.Append("\nServer:\n");
        try
        {
            Server(text, context.Client.System.InfoAsync().GetAwaiter().GetResult());
            context.Out.Write(text.ToString());
            return ExitCodes.Success;
        }
        catch (DockerException e)
        {
            context.Out.Write(text.ToString());
            context.PrintError(e);
            return ExitCodes.Failure;
        }
    }

    private static int Formatted(CommandContext context, string format)
    {
        var json = context.Client.GetJsonAsync(["info"]).GetAwaiter().GetResult();
        using var buffer = new MemoryStream();
        using (var document = JsonDocument.Parse(json))
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject())
                member.WriteTo(writer);
            writer.WriteStartObject("ClientInfo");
            writer.WriteString("Version", BerthVersion.Number);
            writer.WriteString("Context", context.Address.ContextName);
            writer.WriteBoolean("Debug", context.Globals.Debug);
            writer.WriteStartArray("Plugins");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        using var all = JsonDocument.Parse(buffer.ToArray());
        context.Out.WriteLine(format == "json" ? TemplateFunctions.Json(all.RootElement) : Template.Parse(format).Execute(all.RootElement));
        return ExitCodes.Success;
    }

    private static void Server(StringBuilder text, SystemInfo info)
    {
        Add(text, 1, "Containers", Number(info.Containers));
        Add(text, 2, "Running", Number(info.ContainersRunning));
        Add(text, 2, "Paused", Number(info.ContainersPaused));
        Add(text, 2, "Stopped", Number(info.ContainersStopped));
        Add(text, 1, "Images", Number(info.Images));
        Add(text, 1, "Server Version", info.ServerVersion);
        Add(text, 1, "Storage Driver", info.Driver);
        foreach (var pair in info.DriverStatus)
            Add(text, 2, pair[0], pair.Count > 1 ? pair[1] : "");
        Add(text, 1, "Logging Driver", info.LoggingDriver);
        Add(text, 1, "Cgroup Driver", info.CgroupDriver);
        Add(text, 1, "Cgroup Version", info.CgroupVersion ?? "");
        Add(text, 1, "Plugins", "");
        Add(text, 2, "Volume", string.Join(' ', info.Plugins.Volume ?? []));
        Add(text, 2, "Network", string.Join(' ', info.Plugins.Network ?? []));
        Add(text, 2, "Log", string.Join(' ', info.Plugins.Log ?? []));
        Add(text, 1, "Swarm", info.Swarm.LocalNodeState);
        Add(text, 1, "Runtimes", string.Join(' ', info.Runtimes.Keys.Order(StringComparer.Ordinal)));
        Add(text, 1, "Default Runtime", info.DefaultRuntime);
        Add(text, 1, "Init Binary", info.InitBinary);
        Security(text, info.SecurityOptions);
        Machine(text, info);
        foreach (var warning in info.Warnings ?? [])
            text.Append(warning).Append('\n');
    }

    private static void Machine(StringBuilder text, SystemInfo info)
    {
        Add(text, 1, "Kernel Version", info.KernelVersion);
        Add(text, 1, "Operating System", info.OperatingSystem);
        Add(text, 1, "OSType", info.OSType);
        Add(text, 1, "Architecture", info.Architecture);
        Add(text, 1, "CPUs", Number(info.NCPU));
        Add(text, 1, "Total Memory", ByteSize.Binary(info.MemTotal));
        Add(text, 1, "Name", info.Name);
        Add(text, 1, "ID", info.ID);
        Add(text, 1, "Docker Root Dir", info.DockerRootDir);
        Add(text, 1, "Debug Mode", info.Debug ? "true" : "false");
        if (info.HttpProxy.Length > 0)
            Add(text, 1, "HTTP Proxy", info.HttpProxy);
        if (info.HttpsProxy.Length > 0)
            Add(text, 1, "HTTPS Proxy", info.HttpsProxy);
        if (info.NoProxy.Length > 0)
            Add(text, 1, "No Proxy", info.NoProxy);
        if (info.Labels.Count > 0)
            List(text, "Labels", info.Labels);
        Add(text, 1, "Experimental", info.ExperimentalBuild ? "true" : "false");
        if (info.RegistryConfig is { } registry)
        {
            List(text, "Insecure Registries", [.. registry.IndexConfigs?.Values.Where(static index => !index.Secure).Select(static index => index.Name) ?? [], .. registry.InsecureRegistryCIDRs ?? []]);
            if (registry.Mirrors is { Count: > 0 } mirrors)
                List(text, "Registry Mirrors", mirrors);
        }
        Add(text, 1, "Live Restore Enabled", info.LiveRestoreEnabled ? "true" : "false");
        if (info.FirewallBackend is { } firewall)
            Add(text, 1, "Firewall Backend", firewall.Driver);
    }

    private static void Security(StringBuilder text, IReadOnlyList<string> options)
    {
        if (options.Count == 0)
            return;
        Add(text, 1, "Security Options", "");
        foreach (var option in options)
        {
            var parts = option.Split(',');
            foreach (var part in parts)
            {
                var (name, value) = KeyValue.Split(part);
                if (name == "name")
                    text.Append("  ").Append(value).Append('\n');
                else
                    Add(text, 3, char.ToUpperInvariant(name[0]) + name[1..], value ?? "");
            }
        }
    }

    private static void List(StringBuilder text, string label, IReadOnlyList<string> values)
    {
        Add(text, 1, label, "");
        foreach (var value in values)
            text.Append("  ").Append(value).Append('\n');
    }

    private static void Add(StringBuilder text, int indent, string label, string value) =>
        text.Append(' ', indent).Append(label).Append(value.Length > 0 ? ": " : ":").Append(value).Append('\n');

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
