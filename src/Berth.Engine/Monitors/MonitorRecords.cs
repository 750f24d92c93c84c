using System.Text.Json;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Monitors' records on disk.</summary>
internal static class MonitorRecords
{
    /// <summary>The record of a container's last monitor, or null where there is none that can be read.</summary>
    public static MonitorRecord? Read(ContainerFiles files)
    {
        byte[]? json = AtomicFile.Read(new MonitorFiles(files.StateFolder, files.RunFolder).Record);
        try
        {
            return json is null ? null : MonitorRecordJson.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
