using System.Text.Json;

namespace Berth.Docker;

// The members of a record, one method a record. What is empty is left out.
internal static partial class ApiWriter
{
    public static void VolumeCreateRequest(Utf8JsonWriter json, VolumeCreateRequest value)
    {
        json.Text("Name"u8, value.Name);
        json.Text("Driver"u8, value.Driver);
        json.TextMap("DriverOpts"u8, value.DriverOpts);
        json.TextMap("Labels"u8, value.Labels);
    }
}
