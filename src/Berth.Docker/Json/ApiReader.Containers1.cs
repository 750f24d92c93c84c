using System.Text.Json;

namespace Berth.Docker;

// Reads containers: one method a record, on the start of its object.
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

    public static ContainerInspect ContainerInspect(ref Utf8JsonReader json)
    {
        string? id = null;
        string? created = null;
        string? path = null;
        IReadOnlyList<string>? args = null;
        ContainerState? state = null;
        string? image = null;
        string? resolvConfPath = null;
        string? hostnamePath = null;
        string? hostsPath = null;
        string? logPath = null;
        string? name = null;
        int restartCount = 0;
        string? driver = null;
        string? platform = null;
        OciDescriptor? imageManifestDescriptor = null;
        string? mountLabel = null;
        string? processLabel = null;
        string? appArmorProfile = null;
        IReadOnlyList<string>? execIDs = null;
        HostConfig? hostConfig = null;
        DriverData? graphDriver = null;
        long? sizeRw = null;
        long? sizeRootFs = null;
        IReadOnlyList<MountPoint>? mounts = null;
        ContainerConfig? config = null;
        NetworkSettings? networkSettings = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Created"u8)) { created = json.Text(); }
            else if (json.ValueTextEquals("Path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("Args"u8)) { args = json.Texts(); }
            else if (json.ValueTextEquals("State"u8)) { state = json.Object(ContainerState); }
            else if (json.ValueTextEquals("Image"u8)) { image = json.Text(); }
            else if (json.ValueTextEquals("ResolvConfPath"u8)) { resolvConfPath = json.Text(); }
            else if (json.ValueTextEquals("HostnamePath"u8)) { hostnamePath = json.Text(); }
            else if (json.ValueTextEquals("HostsPath"u8)) { hostsPath = json.Text(); }
            else if (json.ValueTextEquals("LogPath"u8)) { logPath = json.Text(); }
            else if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("RestartCount"u8)) { restartCount = json.Int32(); }
            else if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("Platform"u8)) { platform = json.Text(); }
            else if (json.ValueTextEquals("ImageManifestDescriptor"u8)) { imageManifestDescriptor = json.Object(OciDescriptor); }
            else if (json.ValueTextEquals("MountLabel"u8)) { mountLabel = json.Text(); }
            else if (json.ValueTextEquals("ProcessLabel"u8)) { processLabel = json.Text(); }
            else if (json.ValueTextEquals("AppArmorProfile"u8)) { appArmorProfile = json.Text(); }
            else if (json.ValueTextEquals("ExecIDs"u8)) { execIDs = json.Texts(); }
            else if (json.ValueTextEquals("HostConfig"u8)) { hostConfig = json.Object(HostConfig); }
            else if (json.ValueTextEquals("GraphDriver"u8)) { graphDriver = json.Object(DriverData); }
            else if (json.ValueTextEquals("SizeRw"u8)) { sizeRw = json.OptionalInt64(); }
            else if (json.ValueTextEquals("SizeRootFs"u8)) { sizeRootFs = json.OptionalInt64(); }
            else if (json.ValueTextEquals("Mounts"u8)) { mounts = json.List(MountPoint); }
            else if (json.ValueTextEquals("Config"u8)) { config = json.Object(ContainerConfig); }
            else if (json.ValueTextEquals("NetworkSettings"u8)) { networkSettings = json.Object(NetworkSettings); }
            else { json.SkipMember(); }
        }

        return new ContainerInspect
        {
            Id = id!,
            Created = created!,
            Path = path!,
            Args = args!,
            State = state!,
            Image = image!,
            ResolvConfPath = resolvConfPath!,
            HostnamePath = hostnamePath!,
            HostsPath = hostsPath!,
            LogPath = logPath!,
            Name = name!,
            RestartCount = restartCount,
            Driver = driver!,
            Platform = platform!,
            ImageManifestDescriptor = imageManifestDescriptor,
            MountLabel = mountLabel!,
            ProcessLabel = processLabel!,
            AppArmorProfile = appArmorProfile!,
            ExecIDs = execIDs,
            HostConfig = hostConfig!,
            GraphDriver = graphDriver!,
            SizeRw = sizeRw,
            SizeRootFs = sizeRootFs,
            Mounts = mounts!,
            Config = config!,
            NetworkSettings = networkSettings!,
        };
    }

    public static ContainerCreateResponse ContainerCreateResponse(ref Utf8JsonReader json)
    {
        string? id = null;
        IReadOnlyList<string>? warnings = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Warnings"u8)) { warnings = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new ContainerCreateResponse
        {
            Id = id!,
            Warnings = warnings!,
        };
    }

    public static ContainerUpdateResponse ContainerUpdateResponse(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? warnings = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Warnings"u8)) { warnings = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new ContainerUpdateResponse
        {
            Warnings = warnings!,
        };
    }

    public static ContainerWaitResponse ContainerWaitResponse(ref Utf8JsonReader json)
    {
        long statusCode = 0;
        ContainerWaitError? error = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("StatusCode"u8)) { statusCode = json.Int64(); }
            else if (json.ValueTextEquals("Error"u8)) { error = json.Object(ContainerWaitError); }
            else { json.SkipMember(); }
        }

        return new ContainerWaitResponse
        {
            StatusCode = statusCode,
            Error = error,
        };
    }

    public static ContainerTopResponse ContainerTopResponse(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? titles = null;
        IReadOnlyList<IReadOnlyList<string>>? processes = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Titles"u8)) { titles = json.Texts(); }
            else if (json.ValueTextEquals("Processes"u8)) { processes = json.List(JsonReading.CurrentTexts); }
            else { json.SkipMember(); }
        }

        return new ContainerTopResponse
        {
            Titles = titles!,
            Processes = processes!,
        };
    }

    public static FilesystemChange FilesystemChange(ref Utf8JsonReader json)
    {
        string? path = null;
        int kind = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("Kind"u8)) { kind = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new FilesystemChange
        {
            Path = path!,
            Kind = kind,
        };
    }

    public static ContainersPruneReport ContainersPruneReport(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? containersDeleted = null;
        long spaceReclaimed = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ContainersDeleted"u8)) { containersDeleted = json.Texts(); }
            else if (json.ValueTextEquals("SpaceReclaimed"u8)) { spaceReclaimed = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new ContainersPruneReport
        {
            ContainersDeleted = containersDeleted,
            SpaceReclaimed = spaceReclaimed,
        };
    }

    public static ContainerPathStat ContainerPathStat(ref Utf8JsonReader json)
    {
        string? name = null;
        long size = 0;
        uint mode = 0;
        string? mtime = null;
        string? linkTarget = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("size"u8)) { size = json.Int64(); }
            else if (json.ValueTextEquals("mode"u8)) { mode = json.UInt32(); }
            else if (json.ValueTextEquals("mtime"u8)) { mtime = json.Text(); }
            else if (json.ValueTextEquals("linkTarget"u8)) { linkTarget = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ContainerPathStat
        {
            Name = name!,
            Size = size,
            Mode = mode,
            Mtime = mtime!,
            LinkTarget = linkTarget!,
        };
    }

    public static ContainerStats ContainerStats(ref Utf8JsonReader json)
    {
        string? name = null;
        string? id = null;
        string? read = null;
        string? preRead = null;
        PidsStats? pidsStats = null;
        BlkioStats? blkioStats = null;
        int numProcs = 0;
        StorageStats? storageStats = null;
        CpuStats? cpuStats = null;
        CpuStats? preCpuStats = null;
        MemoryStats? memoryStats = null;
        IReadOnlyDictionary<string, NetworkStats>? networks = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("id"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("read"u8)) { read = json.Text(); }
            else if (json.ValueTextEquals("preread"u8)) { preRead = json.Text(); }
            else if (json.ValueTextEquals("pids_stats"u8)) { pidsStats = json.Object(PidsStats); }
            else if (json.ValueTextEquals("blkio_stats"u8)) { blkioStats = json.Object(BlkioStats); }
            else if (json.ValueTextEquals("num_procs"u8)) { numProcs = json.Int32(); }
            else if (json.ValueTextEquals("storage_stats"u8)) { storageStats = json.Object(StorageStats); }
            else if (json.ValueTextEquals("cpu_stats"u8)) { cpuStats = json.Object(CpuStats); }
            else if (json.ValueTextEquals("precpu_stats"u8)) { preCpuStats = json.Object(CpuStats); }
            else if (json.ValueTextEquals("memory_stats"u8)) { memoryStats = json.Object(MemoryStats); }
            else if (json.ValueTextEquals("networks"u8)) { networks = json.Map(NetworkStats); }
            else { json.SkipMember(); }
        }

        return new ContainerStats
        {
            Name = name,
            Id = id,
            Read = read!,
            PreRead = preRead!,
            PidsStats = pidsStats!,
            BlkioStats = blkioStats!,
            NumProcs = numProcs,
            StorageStats = storageStats!,
            CpuStats = cpuStats!,
            PreCpuStats = preCpuStats!,
            MemoryStats = memoryStats!,
            Networks = networks,
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
