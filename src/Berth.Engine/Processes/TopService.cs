using System.Globalization;
using Berth.Docker;

namespace Berth.Engine;

/// <summary>Lists a container's processes as <c>ps</c> on the host would, without running it.</summary>
internal sealed class TopService(EngineParts parts)
{
    private static readonly string[] Full = ["uid=UID:user", "pid", "ppid", "c", "stime", "tname", "time", "cmd"];
    private static readonly string[] Users = ["user", "pid", "%cpu", "%mem", "vsz", "rss", "tname", "stat", "start=START:stime", "time", "command"];

    /// <summary>The processes.</summary>
    /// <exception cref="DockerException">The container doesn't run, or the arguments aren't understood.</exception>
    public ContainerTopResponse Top(Container container, string? arguments)
    {
        switch (container.Life.Status)
        {
            case ContainerStatus.Running or ContainerStatus.Paused:
                break;
            case ContainerStatus.Restarting:
                throw new DockerException(DockerErrorKind.Conflict, $"Container {container.Id} is restarting, wait until the container is running");
            default:
                throw new DockerException(DockerErrorKind.Conflict, $"container {container.Id} is not running");
        }

        var chosen = Choose(string.IsNullOrWhiteSpace(arguments) ? "-ef" : arguments);
        var now = parts.Time.GetUtcNow();
        var columns = new ProcessColumns(now, BootTime(now), parts.Machine.MemoryBytes);
        var lines = parts.Cgroups.Processes(container.Record).Order().Select(ProcessLine.Read).OfType<ProcessLine>();
        return new ContainerTopResponse
        {
            Titles = [.. chosen.Select(column => column.Title)],
            Processes = [.. lines.Select(line => (IReadOnlyList<string>)[.. chosen.Select(column => columns.Text(line, column.Column))])],
        };
    }

    /// <summary>The columns that ps's arguments choose.</summary>
    /// <exception cref="DockerException">They aren't understood.</exception>
    public static IReadOnlyList<(string Title, string Column)> Choose(string arguments)
    {
        var words = new Queue<string>(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        List<(string, string)>? own = null;
        string[] style = ["pid", "tname", "time", "ucmd"];
        while (words.TryDequeue(out string? word))
        {
            string letters = word.TrimStart('-');
            int output = letters.IndexOf('o', StringComparison.Ordinal);
            if (output >= 0 && letters.AsSpan(0, output).IndexOfAnyExcept("aAeEuUxXw".AsSpan()) < 0)
            {
                string list = letters[(output + 1)..];
                own ??= [];
                own.AddRange(Columns(list.Length > 0 ? list.TrimStart('=') : words.TryDequeue(out string? next) ? next : throw Unknown(arguments)));
            }
            else if (letters.AsSpan().IndexOfAnyExcept("aAeEfFuUxXwWlj".AsSpan()) >= 0)
            {
                throw Unknown(arguments);
            }
            else if (letters.Contains('f', StringComparison.Ordinal) && word.StartsWith('-'))
            {
                style = Full;
            }
            else if (letters.Contains('u', StringComparison.Ordinal))
            {
                style = Users;
            }
        }

        return own ?? [.. style.SelectMany(Columns)];
    }

    // "pid,comm=NAME": names of columns, the last with a title of its own.
    private static IEnumerable<(string Title, string Column)> Columns(string list)
    {
        foreach (string part in list.Split(','))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            string? title = equals < 0 ? null : part[(equals + 1)..];
            int colon = title?.IndexOf(':', StringComparison.Ordinal) ?? -1;
            if (colon > 0)
            {
                (title, name) = (title![..colon], title[(colon + 1)..]);
            }

            var column = ProcessColumns.Find(name)
                ?? throw new DockerException(DockerErrorKind.InvalidParameter, $"ps: error: unknown user-defined format specifier \"{name}\"");
            yield return (title ?? column.Title, column.Column);
        }
    }

    private static DockerException Unknown(string arguments) => new(DockerErrorKind.InvalidParameter, $"ps: error: unsupported arguments \"{arguments}\"");

    private static DateTimeOffset BootTime(DateTimeOffset now)
    {
        string uptime = File.ReadAllText("/proc/uptime").Split(' ')[0];
        return now.AddSeconds(-double.Parse(uptime, CultureInfo.InvariantCulture));
    }
}
