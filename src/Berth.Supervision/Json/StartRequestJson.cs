using System.Text.Json;

namespace Berth.Supervision;

/// <summary>The start request as JSON, the form of <see cref="MonitorFiles.StartRequest"/>.</summary>
public static class StartRequestJson
{
    /// <summary>The newest form that this code knows.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Reads a request. Lists are never null; absent fields have their defaults.</summary>
    /// <exception cref="JsonException">It isn't JSON, not of this form, or of a newer version.</exception>
    public static StartRequest Parse(ReadOnlySpan<byte> document)
    {
        Utf8JsonReader reader = JsonFields.Open(document);
        return Read(ref reader);
    }

    /// <summary>Writes a request.</summary>
    public static void Write(Utf8JsonWriter writer, StartRequest request)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, request.Version);
        writer.WriteString("id"u8, request.Id);
        writer.WriteString("name"u8, request.Name);
        writer.WritePropertyName("root"u8);
        RootFileSystemJson.Write(writer, request.Root);
        JsonFields.WriteObjects(writer, "mounts"u8, request.Mounts, MountRequestJson.Write);
        writer.WritePropertyName("process"u8);
        ProcessRequestJson.Write(writer, request.Process);
        writer.WritePropertyName("namespaces"u8);
        NamespaceRequestJson.Write(writer, request.Namespaces);
        writer.WritePropertyName("isolation"u8);
        IsolationRequestJson.Write(writer, request.Isolation);
        JsonFields.WriteTexts(writer, "cgroupFolders"u8, request.CgroupFolders);
        JsonFields.WriteObjects(writer, "resourceLimits"u8, request.ResourceLimits, ResourceLimitJson.Write);
        writer.WritePropertyName("stdio"u8);
        StdioRequestJson.Write(writer, request.Stdio);
        writer.WritePropertyName("restart"u8);
        RestartRequestJson.Write(writer, request.Restart);
        writer.WritePropertyName("stop"u8);
        StopRequestJson.Write(writer, request.Stop);
        if (request.Health is { } health)
        {
            writer.WritePropertyName("health"u8);
            HealthRequestJson.Write(writer, health);
        }
        if (request.Resolver is { } resolver)
        {
            writer.WritePropertyName("resolver"u8);
            ResolverRequestJson.Write(writer, resolver);
        }
        JsonFields.WriteObjects(writer, "ports"u8, request.Ports, HeldPortJson.Write);
        writer.WriteEndObject();
    }

    private static StartRequest Read(ref Utf8JsonReader reader)
    {
        var parts = default(Parts);
        while (JsonFields.NextField(ref reader))
        {
            if (!ReadIdentity(ref reader, ref parts) && !ReadContainer(ref reader, ref parts) && !ReadLife(ref reader, ref parts))
            {
                JsonFields.Skip(ref reader);
            }
        }
        if (parts.Version is < 1 or > CurrentVersion)
        {
            throw new JsonException($"a start request of version {parts.Version}; this monitor knows {CurrentVersion}");
        }
        return new StartRequest
        {
            Version = parts.Version,
            Id = Needed(parts.Id, "id"),
            Name = Needed(parts.Name, "name"),
            Root = Needed(parts.Root, "root"),
            Mounts = parts.Mounts!,
            Process = Needed(parts.Process, "process"),
            Namespaces = parts.Namespaces ?? new NamespaceRequest(),
            Isolation = parts.Isolation ?? new IsolationRequest(),
            CgroupFolders = parts.CgroupFolders!,
            ResourceLimits = parts.ResourceLimits!,
            Stdio = parts.Stdio ?? new StdioRequest(),
            Restart = parts.Restart ?? new RestartRequest(),
            Stop = parts.Stop ?? new StopRequest(),
            Health = parts.Health,
            Resolver = parts.Resolver,
            Ports = parts.Ports!,
        };
    }

    private static bool ReadIdentity(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("version"u8))
        {
            parts.Version = JsonFields.Integer(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            parts.Id = JsonFields.Text(ref reader);
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            parts.Name = JsonFields.Text(ref reader);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static bool ReadContainer(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("root"u8))
        {
            parts.Root = JsonFields.Object(ref reader, RootFileSystemJson.Read);
        }
        else if (reader.ValueTextEquals("mounts"u8))
        {
            parts.Mounts = JsonFields.Objects(ref reader, MountRequestJson.Read);
        }
        else if (reader.ValueTextEquals("process"u8))
        {
            parts.Process = JsonFields.Object(ref reader, ProcessRequestJson.Read);
        }
        else if (reader.ValueTextEquals("namespaces"u8))
        {
            parts.Namespaces = JsonFields.Object(ref reader, NamespaceRequestJson.Read);
        }
        else if (reader.ValueTextEquals("isolation"u8))
        {
            parts.Isolation = JsonFields.Object(ref reader, IsolationRequestJson.Read);
        }
        else if (reader.ValueTextEquals("cgroupFolders"u8))
        {
            parts.CgroupFolders = JsonFields.Texts(ref reader);
        }
        else if (reader.ValueTextEquals("resourceLimits"u8))
        {
            parts.ResourceLimits = JsonFields.Objects(ref reader, ResourceLimitJson.Read);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static bool ReadLife(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("stdio"u8))
        {
            parts.Stdio = JsonFields.Object(ref reader, StdioRequestJson.Read);
        }
        else if (reader.ValueTextEquals("restart"u8))
        {
            parts.Restart = JsonFields.Object(ref reader, RestartRequestJson.Read);
        }
        else if (reader.ValueTextEquals("stop"u8))
        {
            parts.Stop = JsonFields.Object(ref reader, StopRequestJson.Read);
        }
        else if (reader.ValueTextEquals("health"u8))
        {
            parts.Health = JsonFields.Object(ref reader, HealthRequestJson.Read);
        }
        else if (reader.ValueTextEquals("resolver"u8))
        {
            parts.Resolver = JsonFields.Object(ref reader, ResolverRequestJson.Read);
        }
        else if (reader.ValueTextEquals("ports"u8))
        {
            parts.Ports = JsonFields.Objects(ref reader, HeldPortJson.Read);
        }
        else
        {
            return false;
        }
        return true;
    }

    private static T Needed<T>(T? value, string field)
        where T : class => value ?? throw new JsonException($"a start request without \"{field}\"");

    private struct Parts
    {
        public int Version;
        public string? Id;
        public string? Name;
        public RootFileSystem? Root;
        public IReadOnlyList<MountRequest>? Mounts;
        public ProcessRequest? Process;
        public NamespaceRequest? Namespaces;
        public IsolationRequest? Isolation;
        public IReadOnlyList<string>? CgroupFolders;
        public IReadOnlyList<ResourceLimit>? ResourceLimits;
        public StdioRequest? Stdio;
        public RestartRequest? Restart;
        public StopRequest? Stop;
        public HealthRequest? Health;
        public ResolverRequest? Resolver;
        public IReadOnlyList<HeldPort>? Ports;
    }
}
