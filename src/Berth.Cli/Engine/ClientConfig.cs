using System.Text.Json;

namespace Berth.Cli;

/// <summary>The client's configuration, <c>~/.docker/config.json</c> and the contexts beside it. Nothing is read before it is asked for.</summary>
internal sealed class ClientConfig(string folder)
{
    private byte[]? _bytes;

    /// <summary>Its folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The configuration's file.</summary>
    public string FilePath => Path.Combine(Folder, "config.json");

    /// <summary>The context that is used when none is named, or null.</summary>
    public string? CurrentContext => Text("currentContext"u8);

    /// <summary>The keys that leave a container, or null for the usual ones.</summary>
    public string? DetachKeys => Text("detachKeys"u8);

    /// <summary>A member that is a text: a format of a list, a credential store; null if it isn't there.</summary>
    public string? Text(ReadOnlySpan<byte> member)
    {
        if (!Mentions(member))
            return null;
        using var document = Parse();
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() is { Length: > 0 } text ? text : null
            : null;
    }

    /// <summary>A member that is an object, or null if it isn't there.</summary>
    public JsonElement? Object(ReadOnlySpan<byte> member)
    {
        if (!Mentions(member))
            return null;
        using var document = Parse();
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.Clone()
            : null;
    }

    /// <summary>All contexts, in the order of their names, without the one that is none.</summary>
    public List<ClientContext> Contexts()
    {
        var contexts = new List<ClientContext>();
        var metas = Path.Combine(Folder, "contexts", "meta");
        if (Directory.Exists(metas))
        {
            foreach (var context in Directory.GetDirectories(metas))
            {
                if (ReadContext(context) is { } found)
                    contexts.Add(found);
            }
        }
        contexts.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return contexts;
    }

    /// <summary>The context of this name, or null.</summary>
    public ClientContext? FindContext(string name) => Contexts().Find(context => context.Name == name);

    /// <summary>Changes the configuration's file, written aside and renamed; members that are not changed stay as they are.</summary>
    /// <param name="member">The member of the top object.</param>
    /// <param name="write">Writes its new value; null removes it.</param>
    public void Change(string member, Action<Utf8JsonWriter>? write)
    {
        Directory.CreateDirectory(Folder);
        using var document = Load() is { Length: > 0 } ? Parse() : JsonDocument.Parse("{}");
        var aside = FilePath + "." + Guid.NewGuid().ToString("N")[..8];
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (var stream = new FileStream(aside, options))
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentCharacter = '\t', IndentSize = 1 }))
        {
            writer.WriteStartObject();
            foreach (var present in document.RootElement.EnumerateObject())
            {
                if (present.Name != member)
                    present.WriteTo(writer);
            }
            if (write is not null)
            {
                writer.WritePropertyName(member);
                write(writer);
            }
            writer.WriteEndObject();
        }
        File.Move(aside, FilePath, overwrite: true);
        _bytes = null;
    }

    // A file that doesn't even have the word needs no parser.
    private bool Mentions(ReadOnlySpan<byte> member) => Load().AsSpan().IndexOf(member) >= 0;

    private byte[] Load()
    {
        if (_bytes is not null)
            return _bytes;
        try
        {
            return _bytes = File.Exists(FilePath) ? File.ReadAllBytes(FilePath) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return _bytes = [];
        }
    }

    private JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(Load());
        }
        catch (JsonException e)
        {
            throw new UsageException($"{FilePath}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: not JSON; correct or remove the file", ExitCodes.Failure) { ShowUsage = false };
        }
    }

    private ClientContext? ReadContext(string folder)
    {
        try
        {
            using var meta = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "meta.json")));
            var root = meta.RootElement;
            var name = root.GetProperty("Name").GetString() ?? "";
            var description = root.TryGetProperty("Metadata", out var metadata) && metadata.TryGetProperty("Description", out var text) ? text.GetString() ?? "" : "";
            var docker = root.GetProperty("Endpoints").GetProperty("docker");
            var skip = docker.TryGetProperty("SkipTLSVerify", out var value) && value.ValueKind == JsonValueKind.True;
            var tls = Path.Combine(Folder, "contexts", "tls", Path.GetFileName(folder), "docker");
            return new ClientContext(name, description, docker.GetProperty("Host").GetString() ?? "", skip, Directory.Exists(tls) ? tls : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;   // a broken context is as good as none; the others are there
        }
    }
}
