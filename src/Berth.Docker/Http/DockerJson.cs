using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Berth.Docker;

/// <summary>
/// The API's records as JSON: names as they are in the API, no more escapes than JSON needs. Unknown members are ignored,
/// missing ones are empty.
/// </summary>
[JsonSerializable(typeof(IReadOnlyList<ContainerSummary>), TypeInfoPropertyName = "ContainerSummaryList")]
[JsonSerializable(typeof(ContainerCreateRequest))]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(HostConfig))]
[JsonSerializable(typeof(NetworkingConfig))]
[JsonSerializable(typeof(ContainerCreateResponse))]
[JsonSerializable(typeof(ContainerInspect))]
[JsonSerializable(typeof(ContainerUpdateRequest))]
[JsonSerializable(typeof(ContainerUpdateResponse))]
[JsonSerializable(typeof(ContainerWaitResponse))]
[JsonSerializable(typeof(ContainerTopResponse))]
[JsonSerializable(typeof(ContainerStats))]
[JsonSerializable(typeof(IReadOnlyList<FilesystemChange>), TypeInfoPropertyName = "FilesystemChangeList")]
[JsonSerializable(typeof(ContainerPathStat))]
[JsonSerializable(typeof(ContainersPruneReport))]
[JsonSerializable(typeof(ExecCreateRequest))]
[JsonSerializable(typeof(ExecCreateResponse))]
[JsonSerializable(typeof(ExecStartRequest))]
[JsonSerializable(typeof(ExecInspect))]
[JsonSerializable(typeof(IReadOnlyList<ImageSummary>), TypeInfoPropertyName = "ImageSummaryList")]
[JsonSerializable(typeof(ImageInspect))]
[JsonSerializable(typeof(IReadOnlyList<ImageHistoryItem>), TypeInfoPropertyName = "ImageHistoryItemList")]
[JsonSerializable(typeof(IReadOnlyList<ImageDeleteItem>), TypeInfoPropertyName = "ImageDeleteItemList")]
[JsonSerializable(typeof(ImagesPruneReport))]
[JsonSerializable(typeof(IReadOnlyList<ImageSearchResult>), TypeInfoPropertyName = "ImageSearchResultList")]
[JsonSerializable(typeof(ImageCommitResponse))]
[JsonSerializable(typeof(DistributionInspect))]
[JsonSerializable(typeof(ProgressMessage))]
[JsonSerializable(typeof(IReadOnlyList<Network>), TypeInfoPropertyName = "NetworkList")]
[JsonSerializable(typeof(Network))]
[JsonSerializable(typeof(NetworkCreateRequest))]
[JsonSerializable(typeof(NetworkCreateResponse))]
[JsonSerializable(typeof(NetworkConnectRequest))]
[JsonSerializable(typeof(NetworkDisconnectRequest))]
[JsonSerializable(typeof(NetworksPruneReport))]
[JsonSerializable(typeof(IReadOnlyList<PortReach>), TypeInfoPropertyName = "PortReachList")]
[JsonSerializable(typeof(Volume))]
[JsonSerializable(typeof(VolumeList))]
[JsonSerializable(typeof(VolumeCreateRequest))]
[JsonSerializable(typeof(VolumesPruneReport))]
[JsonSerializable(typeof(VersionInfo))]
[JsonSerializable(typeof(SystemInfo))]
[JsonSerializable(typeof(DiskUsage))]
[JsonSerializable(typeof(EventMessage))]
[JsonSerializable(typeof(AuthConfig))]
[JsonSerializable(typeof(AuthResponse))]
[JsonSerializable(typeof(BuildCachePruneReport))]
[JsonSerializable(typeof(OciPlatform))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(IReadOnlyList<Ulimit>), TypeInfoPropertyName = "UlimitList")]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>), TypeInfoPropertyName = "StringMap")]
[JsonSerializable(typeof(IReadOnlyDictionary<string, AuthConfig>), TypeInfoPropertyName = "AuthConfigMap")]
[JsonSerializable(typeof(IReadOnlyList<string>), TypeInfoPropertyName = "StringList")]
public sealed partial class DockerJson : JsonSerializerContext
{
    /// <summary>The records with the escapes of Go's encoder without HTML escapes.</summary>
    public static DockerJson Wire { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.Strict,
    });
}
