using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>Copies secrets and configs whose content stands in the file or the environment into a container before its start.</summary>
internal sealed class FileInjection(ComposeProject project, IContainers containers)
{
    /// <summary>Copies what the service asks for; nothing where it asks for none.</summary>
    public async Task InjectAsync(ServiceConfig service, string id, CancellationToken cancel)
    {
        foreach (var file in service.Secrets) await OneAsync(service, id, file, project.Secrets, "secret", "/run/secrets/", cancel).ConfigureAwait(false);
        foreach (var file in service.Configs) await OneAsync(service, id, file, project.Configs, "config", "/", cancel).ConfigureAwait(false);
    }

    private async Task OneAsync(
        ServiceConfig service, string id, ServiceFileMount file, IReadOnlyDictionary<string, FileObjectConfig> defined, string kind, string folder, CancellationToken cancel)
    {
        if (!defined.TryGetValue(file.Source, out var source) || Content(source, kind) is not { Length: > 0 } content) return;
        if (service.ReadOnly)
        {
            throw new ComposeException(service.SpanOf(kind + "s"), $"cannot create {kind} \"{source.Name}\" in read-only service {service.Name}: `file` is the sole supported option");
        }

        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            var entry = new PaxTarEntry(TarEntryType.RegularFile, MountRequests.TargetOf(file, folder).TrimStart('/'))
            {
                Mode = (UnixFileMode)(file.Mode ?? 0x124),
                Uid = Number(file.Uid),
                Gid = Number(file.Gid),
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
            };
            await tar.WriteEntryAsync(entry, cancel).ConfigureAwait(false);
        }

        archive.Position = 0;
        await containers.PutArchiveAsync(id, "/", archive, cancel: cancel).ConfigureAwait(false);

        int Number(string text)
        {
            if (text.Length == 0) return 0;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
                ? n
                : throw new ComposeException(file.Span, $"{kind} {file.Source}: \"{text}\" is not a number of a user or group");
        }
    }

    private string? Content(FileObjectConfig source, string kind)
    {
        if (source.Content.Length > 0) return source.Content;
        if (source.Environment.Length == 0) return null;
        return project.Environment.TryGetValue(source.Environment, out string? value)
            ? value
            : throw new ComposeException(source.Span, $"environment variable \"{source.Environment}\" required by {kind} \"{source.Name}\" is not set");
    }
}
