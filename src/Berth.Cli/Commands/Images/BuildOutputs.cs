using System.Text;
using System.Text.Json;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>Where a build's result goes: <c>--output</c>, <c>--push</c>, <c>--iidfile</c>, <c>--metadata-file</c>.</summary>
internal sealed class BuildOutputs
{
    private readonly List<BuildOutput> _outputs;
    private readonly List<ImageName> _names;
    private readonly string? _idFile;
    private readonly string? _metadataFile;
    private readonly bool _push;

    /// <summary>The outputs of a command line.</summary>
    /// <exception cref="UsageException">An option is wrong, or two exclude each other.</exception>
    public BuildOutputs(ParsedArguments arguments)
    {
        _outputs = arguments.List("output"u8).FindAll(static o => o.Length > 0).ConvertAll(BuildOutput.Parse);
        _push = arguments.Bool("push"u8) || _outputs.Exists(static o => o.Push);
        if (_outputs.Count == 0 || _push || arguments.Bool("load"u8))
            _outputs.Add(new BuildOutput(BuildOutputKind.Image, null, [], _push));
        NamesImage = _outputs.Exists(static o => o.NamesImage);
        _names = NamesImage ? [.. arguments.List("tag"u8).Concat(_outputs.SelectMany(static o => o.Names)).Select(ImageName.Parse).Distinct()] : [];
        _idFile = arguments.TextOrNull("iidfile"u8);
        _metadataFile = arguments.TextOrNull("metadata-file"u8);
        if (_push && _names.Count == 0)
            throw BuildCommand.Refused("tag is needed when pushing to registry");
        if (_idFile is not null && !NamesImage)
            throw BuildCommand.Refused("local and tar exporters are incompatible with image ID file");
        var streams = _outputs.FindAll(static o => o.IsStream).Count;
        UsesOutput = streams > 0;
        if (streams > 1)
            throw BuildCommand.Refused("only one output can be standard output");
        if (UsesOutput && CallerTerminal.OutputIsTerminal)
            throw BuildCommand.Refused("dest file is required for an archive: it is not written to a terminal");
    }

    /// <summary>The result is an image that the engine names, and its id is told.</summary>
    public bool NamesImage { get; }

    /// <summary>The result's files are wanted, which only Berth's engine gives.</summary>
    public bool NeedsFiles => _outputs.Exists(static o => o.Kind is BuildOutputKind.Local or BuildOutputKind.Tar);

    /// <summary>The image's names, for the request.</summary>
    public List<string> Tags => _names.ConvertAll(static n => n.Tagged.FamiliarWithTag);

    /// <summary>Standard output has the result itself.</summary>
    public bool UsesOutput { get; }

    /// <summary>Puts the result where it goes.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="image">The image's id.</param>
    /// <param name="quiet">Nothing is said about uploads.</param>
    public void Write(CommandContext context, string image, bool quiet)
    {
        foreach (var output in _outputs)
        {
            if (output.Kind == BuildOutputKind.Local)
                Unpack(context.Client, image, output.Destination!);
            else if (output.Kind is BuildOutputKind.Tar or BuildOutputKind.ImageArchive)
                Archive(context.Client, image, output);
        }
        foreach (var name in _push ? _names : [])
            PushCommand.Push(context, name.Tagged, quiet ? NoDisplay.Instance : new TransferDisplay(context.Error, terminal: false));
        if (_idFile is not null)
            File.WriteAllText(_idFile, image);
        if (_metadataFile is not null)
            File.WriteAllText(_metadataFile, Metadata(image));
    }

    // The caller owns what is written, as with a copy out of a container.
    private static void Unpack(DockerClient client, string image, string folder)
    {
        Directory.CreateDirectory(folder);
        var archive = MadeStream.Start(content => client.Builder.ExportAsync(image, content));
        try
        {
            LocalExtraction.Unpack(archive.Content, folder, "", "", keepOwners: false);
        }
        finally
        {
            archive.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void Archive(DockerClient client, string image, BuildOutput output)
    {
        using var target = ArchiveTarget.Open(output.Destination);
        if (output.Kind == BuildOutputKind.Tar)
            client.Builder.ExportAsync(image, target.Stream).GetAwaiter().GetResult();
        else
            client.Images.SaveAsync(_names.Count > 0 ? Tags : [image], target.Stream).GetAwaiter().GetResult();
        target.Commit();
    }

    private string Metadata(string image)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            if (NamesImage)
            {
                json.WriteString("containerimage.config.digest"u8, image);
                json.WriteString("containerimage.digest"u8, image);
                if (_names.Count > 0)
                    json.WriteString("image.name"u8, string.Join(',', _names.Select(static n => n.Full)));
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
