using System.Text.Json;

namespace Berth.Docker;

// Reads container lists: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ContainerSummary ContainerSummary(ref Utf8JsonReader json)
    {
        string? id = null;
        IReadOnlyList<string>? names = null;
        string? image = null;
        string? imageID = null;
        OciDescriptor? imageManifestDescriptor = null;
        string? command = null;
        long created = 0;
        IReadOnlyList<PortSummary>? ports = null;
        long sizeRw = 0;
        long sizeRootFs = 0;
        IReadOnlyDictionary<string, string>? labels = null;
        string? state = null;
        string? status = null;
        ContainerSummaryHostConfig? hostConfig = null;
        ContainerSummaryNetworks? networkSettings = null;
        IReadOnlyList<MountPoint>? mounts = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Names"u8)) { names = json.Texts(); }
            else if (json.ValueTextEquals("Image"u8)) { image = json.Text(); }
            else if (json.ValueTextEquals("ImageID"u8)) { imageID = json.Text(); }
            else if (json.ValueTextEquals("ImageManifestDescriptor"u8)) { imageManifestDescriptor = json.Object(OciDescriptor); }
            else if (json.ValueTextEquals("Command"u8)) { command = json.Text(); }
            else if (json.ValueTextEquals("Created"u8)) { created = json.Int64(); }
            else if (json.ValueTextEquals("Ports"u8)) { ports = json.List(PortSummary); }
            else if (json.ValueTextEquals("SizeRw"u8)) { sizeRw = json.Int64(); }
            else if (json.ValueTextEquals("SizeRootFs"u8)) { sizeRootFs = json.Int64(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("State"u8)) { state = json.Text(); }
            else if (json.ValueTextEquals("Status"u8)) { status = json.Text(); }
            else if (json.ValueTextEquals("HostConfig"u8)) { hostConfig = json.Object(ContainerSummaryHostConfig); }
            else if (json.ValueTextEquals("NetworkSettings"u8)) { networkSettings = json.Object(ContainerSummaryNetworks); }
            else if (json.ValueTextEquals("Mounts"u8)) { mounts = json.List(MountPoint); }
            else { json.SkipMember(); }
        }

        return new ContainerSummary
        {
            Id = id!,
            Names = names!,
            Image = image!,
            ImageID = imageID!,
            ImageManifestDescriptor = imageManifestDescriptor,
            Command = command!,
            Created = created,
            Ports = ports!,
            SizeRw = sizeRw,
            SizeRootFs = sizeRootFs,
            Labels = labels!,
            State = state!,
            Status = status!,
            HostConfig = hostConfig!,
            NetworkSettings = networkSettings!,
            Mounts = mounts!,
        };
    }

    public static ContainerSummaryHostConfig ContainerSummaryHostConfig(ref Utf8JsonReader json)
    {
        string? networkMode = null;
        IReadOnlyDictionary<string, string>? annotations = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("NetworkMode"u8)) { networkMode = json.Text(); }
            else if (json.ValueTextEquals("Annotations"u8)) { annotations = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new ContainerSummaryHostConfig
        {
            NetworkMode = networkMode!,
            Annotations = annotations,
        };
    }

    public static ContainerSummaryNetworks ContainerSummaryNetworks(ref Utf8JsonReader json)
    {
        IReadOnlyDictionary<string, EndpointSettings>? networks = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Networks"u8)) { networks = json.Map(EndpointSettings); }
            else { json.SkipMember(); }
        }

        return new ContainerSummaryNetworks
        {
            Networks = networks!,
        };
    }

    public static PortSummary PortSummary(ref Utf8JsonReader json)
    {
        string? ip = null;
        int privatePort = 0;
        int publicPort = 0;
        string? type = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("IP"u8)) { ip = json.Text(); }
            else if (json.ValueTextEquals("PrivatePort"u8)) { privatePort = json.Int32(); }
            else if (json.ValueTextEquals("PublicPort"u8)) { publicPort = json.Int32(); }
            else if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else { json.SkipMember(); }
        }

        return new PortSummary
        {
            IP = ip,
            PrivatePort = privatePort,
            PublicPort = publicPort,
            Type = type!,
        };
    }

    // A list that may be null where the port is exposed and not published.
    private static IReadOnlyList<PortBinding>? PortBindings(ref Utf8JsonReader json) => json.CurrentList(PortBinding);
}
