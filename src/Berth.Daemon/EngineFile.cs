using System.Text.Json;

namespace Berth.Daemon;

/// <summary>The file in the run folder that says which process the engine is.</summary>
internal static class EngineFile
{
    /// <summary>Writes it.</summary>
    public static void Write(DaemonOptions options, string version)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory))
        {
            writer.WriteStartObject();
            writer.WriteNumber("Pid", Environment.ProcessId);
            writer.WriteString("Version", version);
            writer.WriteString("Root", options.Root);
            writer.WriteEndObject();
        }

        string path = PathIn(options);
        File.WriteAllBytes(path + ".new", memory.ToArray());
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Removes it.</summary>
    public static void Remove(DaemonOptions options) => File.Delete(PathIn(options));

    private static string PathIn(DaemonOptions options) => options.Run + "/engine.json";
}
