using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>A container's log options as its monitor takes them. Without any, logs are bounded: three files of 10 MB, older ones compressed.</summary>
internal static partial class LogSettings
{
    private const long DefaultBytes = 10 << 20;
    private const int DefaultFiles = 3;

    /// <summary>Standard input and output, and the log.</summary>
    public static StdioRequest Stdio(ContainerRecord record, string path)
    {
        var options = record.HostConfig.LogConfig.Config ?? new Dictionary<string, string>();
        bool none = record.HostConfig.LogConfig.Type == "none";
        bool sized = options.TryGetValue("max-size", out string? size);
        bool counted = options.TryGetValue("max-file", out string? files);
        long bytes = size == "-1" ? -1 : sized && ByteSize.TryParse(size!, out long given) ? given : DefaultBytes;
        int count = counted ? int.Parse(files!, CultureInfo.InvariantCulture) : sized ? 1 : DefaultFiles;
        return new StdioRequest
        {
            OpenInput = record.Config.OpenStdin,
            InputOnce = record.Config.StdinOnce,
            LogDriver = record.HostConfig.LogConfig.Type,
            LogPath = none ? "" : path,
            LogMaxBytes = bytes,
            LogMaxFiles = count,
            LogCompress = options.TryGetValue("compress", out string? compress) ? bool.Parse(compress) : !sized,
            LogAttributes = none ? "" : Attributes(record, options),
        };
    }

    // The chosen labels and variables, and the tag, as Docker's driver records them.
    private static string Attributes(ContainerRecord record, IReadOnlyDictionary<string, string> options)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var labels = record.Config.Labels ?? new Dictionary<string, string>();
        var variables = (record.Config.Env ?? []).Where(one => one.Contains('=', StringComparison.Ordinal))
            .GroupBy(ContainerEnvironment.NameOf).ToDictionary(group => group.Key, group => group.Last()[(group.Key.Length + 1)..]);
        Choose(attributes, labels, options, "labels");
        Choose(attributes, variables, options, "env");
        if (options.TryGetValue("tag", out string? tag) && tag.Length > 0)
        {
            attributes["tag"] = Tag(tag, record);
        }

        if (attributes.Count == 0)
        {
            return "";
        }

        var json = JsonParts.Write(attributes, static (writer, all) =>
        {
            foreach (var (name, value) in all)
            {
                writer.WriteString(name, value);
            }
        });
        return Encoding.UTF8.GetString(json.Span);
    }

    private static void Choose(
        SortedDictionary<string, string> into, IReadOnlyDictionary<string, string> from, IReadOnlyDictionary<string, string> options, string name)
    {
        string[] wanted = options.TryGetValue(name, out string? list) ? list.Split(',') : [];
        var pattern = options.TryGetValue(name + "-regex", out string? text) ? new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : null;
        foreach (var (key, value) in from)
        {
            if (wanted.Contains(key) || pattern?.IsMatch(key) == true)
            {
                into[key] = value;
            }
        }
    }

    // The fields of Docker's tag templates: {{.ID}}, {{.Name}}, {{.ImageName}} and so on; {{.ID}} alone is what Docker has without a tag.
    private static string Tag(string template, ContainerRecord record) => Field().Replace(template, match => match.Groups[1].Value switch
    {
        "ID" => ContainerIds.Short(record.Id),
        "FullID" => record.Id,
        "Name" => record.Name,
        "ImageID" => record.ImageId.Length > 19 ? record.ImageId[7..19] : record.ImageId,
        "ImageFullID" => record.ImageId,
        "ImageName" => record.Config.Image,
        "DaemonName" => "docker",
        _ => match.Value,
    });

    [GeneratedRegex(@"\{\{\s*\.(\w+)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
