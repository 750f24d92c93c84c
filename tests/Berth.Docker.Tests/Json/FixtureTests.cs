using System.Text.Json;
using System.Text.Json.Nodes;

namespace Berth.Docker.Tests;

/// <summary>What an engine of version 28.5 answered comes back the same from the records.</summary>
public sealed class FixtureTests
{
    [Theory]
    [InlineData("container-inspect", typeof(ContainerInspect))]
    [InlineData("container-list", typeof(IReadOnlyList<ContainerSummary>))]
    [InlineData("container-stats", typeof(ContainerStats))]
    [InlineData("image-inspect", typeof(ImageInspect))]
    [InlineData("image-list", typeof(IReadOnlyList<ImageSummary>))]
    [InlineData("image-history", typeof(IReadOnlyList<ImageHistoryItem>))]
    [InlineData("network-inspect", typeof(Network))]
    [InlineData("network-list", typeof(IReadOnlyList<Network>))]
    [InlineData("volume-list", typeof(VolumeList))]
    [InlineData("exec-inspect", typeof(ExecInspect))]
    [InlineData("event", typeof(EventMessage))]
    [InlineData("info", typeof(SystemInfo))]
    [InlineData("version", typeof(VersionInfo))]
    public void A_recorded_answer_round_trips(string name, Type type)
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", name + ".json")));
        var ours = JsonNode.Parse(JsonSerializer.Serialize(recorded.Deserialize(type, DockerJson.Wire), type, DockerJson.Wire));
        Assert.True(JsonNode.DeepEquals(recorded, ours), Difference("$", recorded, ours));
    }

    private static string Difference(string path, JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (JsonObject x, JsonObject y) => string.Concat(x.Select(p => p.Key).Union(y.Select(p => p.Key))
            .Where(k => !JsonNode.DeepEquals(x[k], y[k]) || x.ContainsKey(k) != y.ContainsKey(k))
            .Select(k => x.ContainsKey(k) && y.ContainsKey(k) ? Difference($"{path}.{k}", x[k], y[k]) : $"{path}.{k} {(x.ContainsKey(k) ? "lost" : "new")}\n")),
        (JsonArray x, JsonArray y) when x.Count == y.Count => string.Concat(x.Select((v, i) => JsonNode.DeepEquals(v, y[i]) ? "" : Difference($"{path}[{i}]", v, y[i]))),
        _ => $"{path}: {a?.ToJsonString() ?? "null"} became {b?.ToJsonString() ?? "null"}\n",
    };
}
