using System.Text.Json;

namespace Berth.Docker;

// Reads what the engine tells of itself: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static SystemPlugins SystemPlugins(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? volume = null;
        IReadOnlyList<string>? network = null;
        IReadOnlyList<string>? authorization = null;
        IReadOnlyList<string>? log = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Volume"u8)) { volume = json.Texts(); }
            else if (json.ValueTextEquals("Network"u8)) { network = json.Texts(); }
            else if (json.ValueTextEquals("Authorization"u8)) { authorization = json.Texts(); }
            else if (json.ValueTextEquals("Log"u8)) { log = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new SystemPlugins
        {
            Volume = volume!,
            Network = network!,
            Authorization = authorization,
            Log = log!,
        };
    }

    public static RegistryServiceConfig RegistryServiceConfig(ref Utf8JsonReader json)
    {
        IReadOnlyDictionary<string, RegistryIndex>? indexConfigs = null;
        IReadOnlyList<string>? insecureRegistryCIDRs = null;
        IReadOnlyList<string>? mirrors = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("IndexConfigs"u8)) { indexConfigs = json.Map(RegistryIndex); }
            else if (json.ValueTextEquals("InsecureRegistryCIDRs"u8)) { insecureRegistryCIDRs = json.Texts(); }
            else if (json.ValueTextEquals("Mirrors"u8)) { mirrors = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new RegistryServiceConfig
        {
            IndexConfigs = indexConfigs!,
            InsecureRegistryCIDRs = insecureRegistryCIDRs!,
            Mirrors = mirrors,
        };
    }

    public static RuntimeInfo RuntimeInfo(ref Utf8JsonReader json)
    {
        string? path = null;
        IReadOnlyList<string>? runtimeArgs = null;
        IReadOnlyDictionary<string, string>? status = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("runtimeArgs"u8)) { runtimeArgs = json.Texts(); }
            else if (json.ValueTextEquals("status"u8)) { status = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new RuntimeInfo
        {
            Path = path!,
            RuntimeArgs = runtimeArgs,
            Status = status,
        };
    }

    public static SwarmInfo SwarmInfo(ref Utf8JsonReader json)
    {
        string? nodeID = null;
        string? nodeAddr = null;
        string? localNodeState = null;
        bool controlAvailable = false;
        string? error = null;
        IReadOnlyList<string>? remoteManagers = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("NodeID"u8)) { nodeID = json.Text(); }
            else if (json.ValueTextEquals("NodeAddr"u8)) { nodeAddr = json.Text(); }
            else if (json.ValueTextEquals("LocalNodeState"u8)) { localNodeState = json.Text(); }
            else if (json.ValueTextEquals("ControlAvailable"u8)) { controlAvailable = json.Bool(); }
            else if (json.ValueTextEquals("Error"u8)) { error = json.Text(); }
            else if (json.ValueTextEquals("RemoteManagers"u8)) { remoteManagers = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new SwarmInfo
        {
            NodeID = nodeID!,
            NodeAddr = nodeAddr!,
            LocalNodeState = localNodeState!,
            ControlAvailable = controlAvailable,
            Error = error!,
            RemoteManagers = remoteManagers,
        };
    }

    public static ComponentCommit ComponentCommit(ref Utf8JsonReader json)
    {
        string? id = null;
        string? expected = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ID"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Expected"u8)) { expected = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ComponentCommit
        {
            ID = id!,
            Expected = expected,
        };
    }

    public static AddressPool AddressPool(ref Utf8JsonReader json)
    {
        string? basis = null;
        int size = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Base"u8)) { basis = json.Text(); }
            else if (json.ValueTextEquals("Size"u8)) { size = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new AddressPool
        {
            Base = basis!,
            Size = size,
        };
    }

    public static FirewallInfo FirewallInfo(ref Utf8JsonReader json)
    {
        string? driver = null;
        IReadOnlyList<IReadOnlyList<string>>? info = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("Info"u8)) { info = json.List(JsonReading.CurrentTexts); }
            else { json.SkipMember(); }
        }

        return new FirewallInfo
        {
            Driver = driver!,
            Info = info,
        };
    }

    public static EventActor EventActor(ref Utf8JsonReader json)
    {
        string? id = null;
        IReadOnlyDictionary<string, string>? attributes = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("ID"u8)) { id = json.Text(); }
            else if (json.ValueTextEquals("Attributes"u8)) { attributes = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new EventActor
        {
            ID = id!,
            Attributes = attributes!,
        };
    }

    public static RegistryIndex RegistryIndex(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? mirrors = null;
        string? name = null;
        bool official = false;
        bool secure = false;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Mirrors"u8)) { mirrors = json.Texts(); }
            else if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Official"u8)) { official = json.Bool(); }
            else if (json.ValueTextEquals("Secure"u8)) { secure = json.Bool(); }
            else { json.SkipMember(); }
        }

        return new RegistryIndex
        {
            Mirrors = mirrors!,
            Name = name!,
            Official = official,
            Secure = secure,
        };
    }
}
