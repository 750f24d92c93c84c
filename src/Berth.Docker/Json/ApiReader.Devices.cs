using System.Text.Json;

namespace Berth.Docker;

// Reads devices and limits: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static WeightDevice WeightDevice(ref Utf8JsonReader json)
    {
        string? path = null;
        int weight = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("Weight"u8)) { weight = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new WeightDevice
        {
            Path = path!,
            Weight = weight,
        };
    }

    public static ThrottleDevice ThrottleDevice(ref Utf8JsonReader json)
    {
        string? path = null;
        long rate = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Path"u8)) { path = json.Text(); }
            else if (json.ValueTextEquals("Rate"u8)) { rate = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new ThrottleDevice
        {
            Path = path!,
            Rate = rate,
        };
    }

    public static DeviceMapping DeviceMapping(ref Utf8JsonReader json)
    {
        string? pathOnHost = null;
        string? pathInContainer = null;
        string? cgroupPermissions = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("PathOnHost"u8)) { pathOnHost = json.Text(); }
            else if (json.ValueTextEquals("PathInContainer"u8)) { pathInContainer = json.Text(); }
            else if (json.ValueTextEquals("CgroupPermissions"u8)) { cgroupPermissions = json.Text(); }
            else { json.SkipMember(); }
        }

        return new DeviceMapping
        {
            PathOnHost = pathOnHost!,
            PathInContainer = pathInContainer!,
            CgroupPermissions = cgroupPermissions!,
        };
    }

    public static DeviceRequest DeviceRequest(ref Utf8JsonReader json)
    {
        string? driver = null;
        int count = 0;
        IReadOnlyList<string>? deviceIDs = null;
        IReadOnlyList<IReadOnlyList<string>>? capabilities = null;
        IReadOnlyDictionary<string, string>? options = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Driver"u8)) { driver = json.Text(); }
            else if (json.ValueTextEquals("Count"u8)) { count = json.Int32(); }
            else if (json.ValueTextEquals("DeviceIDs"u8)) { deviceIDs = json.Texts(); }
            else if (json.ValueTextEquals("Capabilities"u8)) { capabilities = json.List(JsonReading.CurrentTexts); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new DeviceRequest
        {
            Driver = driver!,
            Count = count,
            DeviceIDs = deviceIDs,
            Capabilities = capabilities,
            Options = options,
        };
    }

    public static Ulimit Ulimit(ref Utf8JsonReader json)
    {
        string? name = null;
        long soft = 0;
        long hard = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Soft"u8)) { soft = json.Int64(); }
            else if (json.ValueTextEquals("Hard"u8)) { hard = json.Int64(); }
            else { json.SkipMember(); }
        }

        return new Ulimit
        {
            Name = name!,
            Soft = soft,
            Hard = hard,
        };
    }
}
