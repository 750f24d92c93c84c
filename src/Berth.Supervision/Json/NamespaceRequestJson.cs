using System.Text.Json;

namespace Berth.Supervision;

/// <summary>Namespaces as JSON.</summary>
internal static class NamespaceRequestJson
{
    public static void Write(Utf8JsonWriter writer, NamespaceRequest value)
    {
        writer.WriteStartObject();
        writer.WriteString("pid"u8, value.Pid);
        writer.WriteString("ipc"u8, value.Ipc);
        writer.WriteString("uts"u8, value.Uts);
        writer.WriteString("cgroup"u8, value.Cgroup);
        JsonFields.WriteFlag(writer, "hostNetwork"u8, value.HostNetwork);
        JsonFields.WriteText(writer, "hostName"u8, value.HostName);
        JsonFields.WriteText(writer, "domainName"u8, value.DomainName);
        writer.WriteEndObject();
    }

    public static NamespaceRequest Read(ref Utf8JsonReader reader)
    {
        string? pid = null;
        string? ipc = null;
        string? uts = null;
        string? cgroup = null;
        bool hostNetwork = default;
        string? hostName = null;
        string? domainName = null;
        while (JsonFields.NextField(ref reader))
        {
            if (reader.ValueTextEquals("pid"u8))
            {
                pid = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("ipc"u8))
            {
                ipc = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("uts"u8))
            {
                uts = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("cgroup"u8))
            {
                cgroup = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("hostNetwork"u8))
            {
                hostNetwork = JsonFields.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("hostName"u8))
            {
                hostName = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("domainName"u8))
            {
                domainName = JsonFields.Text(ref reader);
            }
            else
            {
                JsonFields.Skip(ref reader);
            }
        }
        return new NamespaceRequest
        {
            Pid = pid!,
            Ipc = ipc!,
            Uts = uts!,
            Cgroup = cgroup!,
            HostNetwork = hostNetwork,
            HostName = hostName!,
            DomainName = domainName!,
        };
    }
}
