using System.Globalization;
using System.Text;
using Berth.Compose;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>The Compose commands that list: ls, images, volumes, volume inspect, top, port, stats.</summary>
internal static class ComposeListCommands
{
    private const int WideColumn = 20;

    /// <summary><c>ls</c>.</summary>
    public static int Projects(CommandContext context)
    {
        var arguments = context.Arguments;
        var filters = FilterOption.Read(arguments.List("filter"u8));
        filters.Validate("name");
        var containers = context.Client.Containers.ListAsync(new ContainerListOptions { All = arguments.Bool("all"u8), Filters = Filters.Empty.With("label", ComposeLabels.Project) })
            .GetAwaiter().GetResult();
        var projects = containers.GroupBy(static container => container.Labels.GetValueOrDefault(ComposeLabels.Project, ""), StringComparer.Ordinal)
            .Where(project => MatchesName(filters, project.Key)).OrderBy(static project => project.Key, StringComparer.Ordinal)
            .Select(static project => (Name: project.Key, Status: Status(project), Files: Files(project))).ToList();
        if (arguments.Bool("quiet"u8))
        {
            foreach (var project in projects)
                context.Out.WriteLine(project.Name);
            return ExitCodes.Success;
        }
        if (IsJson(arguments))
        {
            context.Out.WriteLine("[" + string.Join(',', projects.Select(static project =>
                $"{{\"Name\":{TemplateFunctions.Json(project.Name)},\"Status\":{TemplateFunctions.Json(project.Status)},\"ConfigFiles\":{TemplateFunctions.Json(project.Files)}}}")) + "]");
            return ExitCodes.Success;
        }
        var table = new TableWriter(WideColumn);
        table.Add("NAME", "STATUS", "CONFIG FILES");
        foreach (var project in projects)
            table.Add(project.Name, project.Status, project.Files);
        context.Out.Write(table.ToString());
        return ExitCodes.Success;
    }

    /// <summary><c>images</c>.</summary>
    public static int Images(CommandContext context, ComposeSession session)
    {
        var (_, name) = session.LoadAll(context.Words);
        var containers = session.Containers(name, all: true, oneOff: false, context.Words).OrderBy(ComposeSession.NameOf, StringComparer.Ordinal).ToList();
        var images = new Dictionary<string, ImageInspect>(StringComparer.Ordinal);
        foreach (var id in containers.Select(static container => container.ImageID).Distinct())
            images[id] = context.Client.Images.InspectAsync(id).GetAwaiter().GetResult();
        if (context.Arguments.Bool("quiet"u8))
        {
            foreach (var id in images.Keys)
                context.Out.WriteLine(id.AsSpan(id.IndexOf(':', StringComparison.Ordinal) + 1));
            return ExitCodes.Success;
        }
        if (IsJson(context.Arguments))
        {
            context.Out.WriteLine("[" + string.Join(',', containers.Select(container => ImageJson(container, images[container.ImageID]))) + "]");
            return ExitCodes.Success;
        }
        var table = new TableWriter(WideColumn);
        table.Add("CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED");
        foreach (var container in containers)
        {
            var image = images[container.ImageID];
            var (repository, tag) = NameOf(container, image);
            var created = DockerTimestamps.TryParse(image.Created ?? "", out var nanos) ? HumanTime.Ago(nanos / 1_000_000_000, context.Clock) : "N/A";
            table.Add(ComposeSession.NameOf(container), repository, tag, PlatformOf(image), ShortId.Of(image.Id), ByteSize.Decimal(image.Size, 3), created);
        }
        context.Out.Write(table.ToString());
        return ExitCodes.Success;
    }

    /// <summary><c>volumes</c>.</summary>
    public static int Volumes(CommandContext context, ComposeSession session)
    {
        var (project, name) = session.LoadAll(context.Words);
        var volumes = ProjectVolumes(context, name);
        var used = project is null || context.Words.Count == 0
            ? null
            : context.Words.SelectMany(service => project.Services[service].Volumes).Select(static volume => volume.Source).ToHashSet(StringComparer.Ordinal);
        return VolumeCommands.Print(context, volumes.Where(volume => used is null || used.Contains(KeyOf(volume))), context.Arguments.TextOrNull("format"u8));
    }

    /// <summary><c>volume inspect</c>: a word that is no volume's key in the file is a volume's own name.</summary>
    public static int InspectVolumes(CommandContext context, ComposeSession session)
    {
        if (context.Words.Count > 0 && !ComposeReach.HasProject(context.Globals) && GlobalOptions.NonEmpty("COMPOSE_PROJECT_NAME") is null)
            return InspectCommand.Volumes(context, context.Words);
        var (project, name) = session.LoadOrName([]);
        var volumes = ProjectVolumes(context, name);
        IReadOnlyList<string> names = context.Words.Count == 0
            ? [.. volumes.Select(static volume => volume.Name).Order(StringComparer.Ordinal)]
            : [.. context.Words.Select(word => project?.Volumes.GetValueOrDefault(word)?.Name ?? volumes.FirstOrDefault(volume => KeyOf(volume) == word)?.Name ?? word)];
        return InspectCommand.Volumes(context, names);
    }

    private static IReadOnlyList<Volume> ProjectVolumes(CommandContext context, string name) =>
        context.Client.Volumes.ListAsync(Filters.Empty.With("label", $"{ComposeLabels.Project}={name}")).GetAwaiter().GetResult().Volumes ?? [];

    private static string KeyOf(Volume volume) => volume.Labels?.GetValueOrDefault(ComposeLabels.Volume) ?? "";

    /// <summary><c>top</c>.</summary>
    public static int Top(CommandContext context, ComposeSession session)
    {
        var (_, name) = session.LoadAll(context.Words);
        var table = new TableWriter(4, 2);
        var headed = false;
        foreach (var container in session.Containers(name, all: false, oneOff: false, context.Words).OrderBy(ComposeSession.NameOf, StringComparer.Ordinal))
        {
            var top = context.Client.Containers.TopAsync(container.Id).GetAwaiter().GetResult();
            if (!headed)
                table.Add(["SERVICE", "#", .. top.Titles]);
            headed = true;
            foreach (var process in top.Processes)
                table.Add([ComposeSession.ServiceOf(container), container.Labels.GetValueOrDefault(ComposeLabels.ContainerNumber, ""), .. process]);
        }
        context.Out.Write(table.ToString());
        return ExitCodes.Success;
    }

    /// <summary><c>port</c>.</summary>
    public static int Port(CommandContext context, ComposeSession session)
    {
        var (_, name) = session.LoadAll([context.Words[0]]);
        var protocol = context.Arguments.Text("protocol"u8).ToLowerInvariant();
        if (FlagValues.ParseInt(context.Words[1]) is not { } port || port is < 0 or > 65535)
            throw new ComposeException($"invalid port: {context.Words[1]}");
        var container = context.Wait(session.App().FindAsync(name, context.Words[0], (int)context.Arguments.Number("index"u8), running: false));
        var found = container.Ports.FirstOrDefault(candidate => candidate.PrivatePort == port && candidate.Type == protocol && candidate.PublicPort != 0);
        if (found is null)
        {
            var others = string.Join(", ", container.Ports.Where(static candidate => candidate.PublicPort != 0).Select(static candidate => string.Create(CultureInfo.InvariantCulture, $"{candidate.PublicPort}/{candidate.Type}")));
            throw new ComposeException($"no port {port}/{protocol} for container {ComposeSession.NameOf(container)}: {others}");
        }
        context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Bracketed(found.IP ?? "")}:{found.PublicPort}"));
        return ExitCodes.Success;
    }

    /// <summary><c>stats</c>.</summary>
    public static int Stats(CommandContext context, ComposeSession session)
    {
        var (_, name) = session.LoadAll(context.Words);
        var filters = Filters.Empty.With("label", $"{ComposeLabels.Project}={name}");
        if (context.Words.Count == 0)
            return context.Wait(StatsCommand.Show(context, [], filters));
        var names = session.Containers(name, context.Arguments.Bool("all"u8), oneOff: false, context.Words).Select(static container => container.Id).ToList();
        return names.Count == 0 ? throw new ComposeException($"no containers of {string.Join(", ", context.Words)} are running") : context.Wait(StatsCommand.Show(context, names, filters));
    }

    // Text anywhere in the name; with ^ before it at the beginning, with $ after it at the end.
    private static bool MatchesName(Filters filters, string name)
    {
        var patterns = filters["name"];
        return patterns.Count == 0 || patterns.Any(pattern =>
        {
            var text = pattern.TrimStart('^').TrimEnd('$');
            var fits = pattern.StartsWith('^') ? name.StartsWith(text, StringComparison.Ordinal) : name.Contains(text, StringComparison.Ordinal);
            return fits && (!pattern.EndsWith('$') || (name.EndsWith(text, StringComparison.Ordinal) && (!pattern.StartsWith('^') || name == text)));
        });
    }

    private static bool IsJson(ParsedArguments arguments) => arguments.Text("format"u8) switch
    {
        "json" => true,
        "table" or "pretty" => false,
        var format => throw new ComposeException($"format value {GoQuote.Double(format)} could not be parsed: parsing failed"),
    };

    // How many are in each state: "exited(1), running(2)".
    private static string Status(IEnumerable<ContainerSummary> containers) => string.Join(", ", containers
        .GroupBy(static container => container.State, StringComparer.Ordinal).OrderBy(static state => state.Key, StringComparer.Ordinal)
        .Select(static state => string.Create(CultureInfo.InvariantCulture, $"{state.Key}({state.Count()})")));

    private static string Files(IEnumerable<ContainerSummary> containers) => string.Join(',', containers
        .SelectMany(static container => container.Labels.GetValueOrDefault(ComposeLabels.ConfigFiles, "N/A").Split(',')).Distinct());

    // As the container's user named it, where the image still has that name.
    private static (string Repository, string Tag) NameOf(ContainerSummary container, ImageInspect image)
    {
        var own = Parse(container.Image);
        var name = own is not null && (image.RepoTags.Count == 0 || image.RepoTags.Contains(own.Tagged.FamiliarWithTag)) ? own : image.RepoTags.Count > 0 ? Parse(image.RepoTags[0]) : null;
        return name is null ? ("<none>", "<none>") : (name.Familiar, name.Tag ?? (name.Digest is null ? "latest" : "<none>"));
    }

    private static ImageName? Parse(string reference)
    {
        try
        {
            return reference.StartsWith("sha256:", StringComparison.Ordinal) ? null : ImageName.Parse(reference);
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static string PlatformOf(ImageInspect image) => $"{image.Os}/{image.Architecture}" + (string.IsNullOrEmpty(image.Variant) ? "" : "/" + image.Variant);

    private static string ImageJson(ContainerSummary container, ImageInspect image)
    {
        var (repository, tag) = NameOf(container, image);
        var json = new StringBuilder("{");
        void Add(string name, string value) => json.Append(json.Length > 1 ? "," : "").Append('"').Append(name).Append("\":").Append(value);
        Add("ID", TemplateFunctions.Json(image.Id));
        Add("ContainerName", TemplateFunctions.Json(ComposeSession.NameOf(container)));
        Add("Repository", TemplateFunctions.Json(repository));
        Add("Tag", TemplateFunctions.Json(tag));
        Add("Platform", TemplateFunctions.Json(PlatformOf(image)));
        Add("Size", image.Size.ToString(CultureInfo.InvariantCulture));
        Add("LastTagTime", TemplateFunctions.Json(image.Metadata?.LastTagTime ?? DockerTimestamps.Zero));
        return json.Append('}').ToString();
    }

    private static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
}
