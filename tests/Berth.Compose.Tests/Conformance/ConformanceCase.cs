using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Berth.Compose.Tests;

/// <summary>A case of the conformance corpus: a folder, arguments, and what Docker Compose 2.40.3 answers.</summary>
internal sealed class ConformanceCase
{
    private readonly string source;
    private readonly JsonObject description;

    private ConformanceCase(string source)
    {
        this.source = source;
        description = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "case.json")))!.AsObject();
    }

    public string Name => Path.GetFileName(source);

    /// <summary>The corpus beside the repository; null if it isn't there.</summary>
    public static string? Corpus()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string corpus = Path.Combine(folder.FullName, "shared", "conformance", "compose");
            if (Directory.Exists(corpus))
            {
                return corpus;
            }
        }

        return null;
    }

    public static List<ConformanceCase> All(string corpus) =>
        [.. Directory.GetDirectories(corpus).Where(folder => File.Exists(Path.Combine(folder, "case.json"))).Order(StringComparer.Ordinal).Select(folder => new ConformanceCase(folder))];

    /// <summary>Runs it in a copy below a folder. Null if it passes, else what differs.</summary>
    public string? Run(string work)
    {
        string folder = Path.Combine(work, Name);
        Copy(source, folder);
        string cwd = Path.GetFullPath(Path.Combine(folder, description["cwd"]?.GetValue<string>() ?? "."));
        Dictionary<string, string> environment = new() { ["PATH"] = "/usr/bin:/bin", ["HOME"] = "/root" };
        foreach ((string name, JsonNode? value) in description["env"]!.AsObject())
        {
            environment[name] = value!.GetValue<string>().Replace("@ROOT@", folder, StringComparison.Ordinal);
        }

        string[] arguments = [.. description["args"]!.AsArray().Select(argument => argument!.GetValue<string>().Replace("@ROOT@", folder, StringComparison.Ordinal))];
        byte[] input = description["stdin"] is { } stdin ? File.ReadAllBytes(Path.Combine(source, stdin.GetValue<string>())) : [];
        StringWriter output = new();
        StringWriter errors = new();
        int status = ConfigArguments.Parse(arguments, cwd, environment, input) is { } options ? ConfigCommand.Run(options, output, errors) : 125;
        return Compare(status, output.ToString(), errors.ToString(), folder);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string entry in Directory.GetFileSystemEntries(from))
        {
            string name = Path.GetFileName(entry);
            string target = Path.Combine(to, name);
            if (new FileInfo(entry).LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (Directory.Exists(entry))
            {
                Copy(entry, target);
            }
            else if (name != "case.json" && !name.StartsWith("expect.", StringComparison.Ordinal))
            {
                File.Copy(entry, target);
            }
        }
    }

    private string? Compare(int status, string output, string errors, string folder)
    {
        string? Read(string name) => File.Exists(Path.Combine(source, name)) ? File.ReadAllText(Path.Combine(source, name)) : null;
        if (Read("expect.status")!.Trim() != "0")
        {
            return status == 0 ? "should fail: " + Read("expect.stderr") : errors.Trim().Length == 0 && status != 125 ? "fails without a message" : null;
        }

        if (status != 0)
        {
            return $"status {status}: {errors.Trim()}";
        }

        output = output.Replace(folder, "@ROOT@", StringComparison.Ordinal).Replace(Path.GetDirectoryName(folder)!, "@UP@", StringComparison.Ordinal);
        if (Read("expect.json") is { } json)
        {
            string expected = Canonical(json);
            string actual = Canonical(output);
            return expected == actual ? null : Difference(expected, actual);
        }

        if (description["args"]!.AsArray().Any(argument => argument!.GetValue<string>() == "--environment"))
        {
            output = string.Concat(output.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("PATH=", StringComparison.Ordinal) && !line.StartsWith("HOME=", StringComparison.Ordinal) && !line.StartsWith("PWD=", StringComparison.Ordinal)).Select(line => line + "\n"));
        }

        return output == Read("expect.txt") ? null : Difference(Read("expect.txt")!, output);
    }

    private static string Difference(string expected, string actual)
    {
        HashSet<string> first = [.. expected.Split('\n')];
        HashSet<string> second = [.. actual.Split('\n')];
        IEnumerable<string> missing = expected.Split('\n').Where(line => !second.Contains(line)).Take(6).Select(line => "- " + line.Trim());
        IEnumerable<string> added = actual.Split('\n').Where(line => !first.Contains(line)).Take(6).Select(line => "+ " + line.Trim());
        string all = string.Join(" | ", missing.Concat(added));
        return all.Length > 0 ? all : "another order";
    }

    private static string Canonical(string json)
    {
        StringBuilder text = new();
        using JsonDocument document = JsonDocument.Parse(json);
        Append(text, document.RootElement, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (JsonProperty property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    text.Append('\n').Append(' ', depth + 1).Append(property.Name).Append(": ");
                    Append(text, property.Value, depth + 1);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (JsonElement item in element.EnumerateArray())
                {
                    text.Append('\n').Append(' ', depth + 1);
                    Append(text, item, depth + 1);
                }

                text.Append(']');
                break;
            case JsonValueKind.Number:
                text.Append(element.GetDouble().ToString("R", CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String:
                text.Append('"').Append(element.GetString()!.Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }
}
