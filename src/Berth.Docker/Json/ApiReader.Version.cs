using System.Text.Json;

namespace Berth.Docker;

// Reads versions: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static VersionInfo VersionInfo(ref Utf8JsonReader json)
    {
        VersionPlatform? platform = null;
        IReadOnlyList<VersionComponent>? components = null;
        string? version = null;
        string? apiVersion = null;
        string? minAPIVersion = null;
        string? gitCommit = null;
        string? goVersion = null;
        string? os = null;
        string? arch = null;
        string? kernelVersion = null;
        bool experimental = false;
        string? buildTime = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Platform"u8)) { platform = json.Object(VersionPlatform); }
            else if (json.ValueTextEquals("Components"u8)) { components = json.List(VersionComponent); }
            else if (json.ValueTextEquals("Version"u8)) { version = json.Text(); }
            else if (json.ValueTextEquals("ApiVersion"u8)) { apiVersion = json.Text(); }
            else if (json.ValueTextEquals("MinAPIVersion"u8)) { minAPIVersion = json.Text(); }
            else if (json.ValueTextEquals("GitCommit"u8)) { gitCommit = json.Text(); }
            else if (json.ValueTextEquals("GoVersion"u8)) { goVersion = json.Text(); }
            else if (json.ValueTextEquals("Os"u8)) { os = json.Text(); }
            else if (json.ValueTextEquals("Arch"u8)) { arch = json.Text(); }
            else if (json.ValueTextEquals("KernelVersion"u8)) { kernelVersion = json.Text(); }
            else if (json.ValueTextEquals("Experimental"u8)) { experimental = json.Bool(); }
            else if (json.ValueTextEquals("BuildTime"u8)) { buildTime = json.Text(); }
            else { json.SkipMember(); }
        }

        return new VersionInfo
        {
            Platform = platform!,
            Components = components!,
            Version = version!,
            ApiVersion = apiVersion!,
            MinAPIVersion = minAPIVersion!,
            GitCommit = gitCommit!,
            GoVersion = goVersion!,
            Os = os!,
            Arch = arch!,
            KernelVersion = kernelVersion,
            Experimental = experimental,
            BuildTime = buildTime,
        };
    }

    public static VersionPlatform VersionPlatform(ref Utf8JsonReader json)
    {
        string? name = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else { json.SkipMember(); }
        }

        return new VersionPlatform
        {
            Name = name!,
        };
    }

    public static VersionComponent VersionComponent(ref Utf8JsonReader json)
    {
        string? name = null;
        string? version = null;
        IReadOnlyDictionary<string, string>? details = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Version"u8)) { version = json.Text(); }
            else if (json.ValueTextEquals("Details"u8)) { details = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new VersionComponent
        {
            Name = name!,
            Version = version!,
            Details = details,
        };
    }
}
