using System.Text.Json;

namespace Berth.Docker;

// Reads what inspect tells of a container: one method a record, on the start of its object.
internal static partial class ApiReader
{
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

    public static ContainerState ContainerState(ref Utf8JsonReader json)
    {
        string? status = null;
        bool running = false;
        bool paused = false;
        bool restarting = false;
        bool oomKilled = false;
        bool dead = false;
        int pid = 0;
        int exitCode = 0;
        string? error = null;
        string? startedAt = null;
        string? finishedAt = null;
        Health? health = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Status"u8)) { status = json.Text(); }
            else if (json.ValueTextEquals("Running"u8)) { running = json.Bool(); }
            else if (json.ValueTextEquals("Paused"u8)) { paused = json.Bool(); }
            else if (json.ValueTextEquals("Restarting"u8)) { restarting = json.Bool(); }
            else if (json.ValueTextEquals("OOMKilled"u8)) { oomKilled = json.Bool(); }
            else if (json.ValueTextEquals("Dead"u8)) { dead = json.Bool(); }
            else if (json.ValueTextEquals("Pid"u8)) { pid = json.Int32(); }
            else if (json.ValueTextEquals("ExitCode"u8)) { exitCode = json.Int32(); }
            else if (json.ValueTextEquals("Error"u8)) { error = json.Text(); }
            else if (json.ValueTextEquals("StartedAt"u8)) { startedAt = json.Text(); }
            else if (json.ValueTextEquals("FinishedAt"u8)) { finishedAt = json.Text(); }
            else if (json.ValueTextEquals("Health"u8)) { health = json.Object(Health); }
            else { json.SkipMember(); }
        }

        return new ContainerState
        {
            Status = status!,
            Running = running,
            Paused = paused,
            Restarting = restarting,
            OOMKilled = oomKilled,
            Dead = dead,
            Pid = pid,
            ExitCode = exitCode,
            Error = error!,
            StartedAt = startedAt!,
            FinishedAt = finishedAt!,
            Health = health,
        };
    }

    public static DriverData DriverData(ref Utf8JsonReader json)
    {
        IReadOnlyDictionary<string, string>? data = null;
        string? name = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Data"u8)) { data = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else { json.SkipMember(); }
        }

        return new DriverData
        {
            Data = data,
            Name = name!,
        };
    }

    public static MountPoint MountPoint(ref Utf8JsonReader json)
    {
        string? type = null;
        string? name = null;
        string? source = null;
        string? destination = null;
        string? driver = null;
        string? mode = null;
        bool rw = false;
        string? propagation = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Source"u8)) { source = json.Text(); }
            else if (json.ValueTextEquals("Destination"u8)) { destination = json.Text(); }
            else if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("Mode"u8)) { mode = json.Text(); }
            else if (json.ValueTextEquals("RW"u8)) { rw = json.Bool(); }
            else if (json.ValueTextEquals("Propagation"u8)) { propagation = json.Text(); }
            else { json.SkipMember(); }
        }

        return new MountPoint
        {
            Type = type,
            Name = name,
            Source = source!,
            Destination = destination!,
            Driver = driver,
            Mode = mode!,
            RW = rw,
            Propagation = propagation!,
        };
    }

    public static Health Health(ref Utf8JsonReader json)
    {
        string? status = null;
        int failingStreak = 0;
        IReadOnlyList<HealthcheckResult>? log = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Status"u8)) { status = json.Text(); }
            else if (json.ValueTextEquals("FailingStreak"u8)) { failingStreak = json.Int32(); }
            else if (json.ValueTextEquals("Log"u8)) { log = json.List(HealthcheckResult); }
            else { json.SkipMember(); }
        }

        return new Health
        {
            Status = status!,
            FailingStreak = failingStreak,
            Log = log!,
        };
    }

    public static HealthcheckResult HealthcheckResult(ref Utf8JsonReader json)
    {
        string? start = null;
        string? end = null;
        int exitCode = 0;
        string? output = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Start"u8)) { start = json.Text(); }
            else if (json.ValueTextEquals("End"u8)) { end = json.Text(); }
            else if (json.ValueTextEquals("ExitCode"u8)) { exitCode = json.Int32(); }
            else if (json.ValueTextEquals("Output"u8)) { output = json.Text(); }
            else { json.SkipMember(); }
        }

        return new HealthcheckResult
        {
            Start = start!,
            End = end!,
            ExitCode = exitCode,
            Output = output!,
        };
    }
}
