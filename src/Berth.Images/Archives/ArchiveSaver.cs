using System.Text.Json;

namespace Berth.Images;

/// <summary>Writes images as one archive that is an OCI layout and a docker-archive at once, as Docker 25 and later do.</summary>
internal sealed class ArchiveSaver(ImageDatabase database, ContentStore content, LayerStore layers, LayerBlobs blobs)
{
    private const int LongestJson = 16 << 20;

    /// <summary>Writes the images of names and ids. A name without tag means all tags of its repository.</summary>
    public Task SaveAsync(IReadOnlyList<string> namesOrIds, Stream archive, CancellationToken cancel)
    {
        List<Chosen> images = Choose(namesOrIds);
        ImageDatabase.Lease lease = database.Hold();
        lock (database.Gate)
        {
            foreach (ImageRecord record in images.Select(i => i.Entry.Record))
            {
                lease.Add(record.Layers.SelectMany(l => (string?[])[l.Key, l.Blob]).Append(record.Manifest).Append(record.Id).OfType<string>());
            }
        }

        return Task.Factory.StartNew(() =>
        {
            using (lease)
            {
                Save(images, archive, cancel);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private List<Chosen> Choose(IReadOnlyList<string> namesOrIds)
    {
        var chosen = new List<Chosen>();
        foreach (string text in namesOrIds)
        {
            lock (database.Gate)
            {
                ImageReference[] names = Names(text);
                string[] ids = names.Length > 0
                    ? [.. names.Select(n => database.Names[n.ToString()])]
                    : [new ImageNames(database).Find(text) ?? throw ImageNames.Unknown(text)];
                for (int i = 0; i < ids.Length; i++)
                {
                    Chosen? same = chosen.Find(c => c.Entry.Record.Id == ids[i]);
                    if (same is null)
                    {
                        chosen.Add(same = new Chosen(database.Find(ids[i])!, []));
                    }

                    if (names.Length > 0 && !same.Names.Contains(names[i]))
                    {
                        same.Names.Add(names[i]);
                    }
                }
            }
        }

        return chosen;
    }

    // The tagged names that a text means; none for an id or a digest.
    private ImageReference[] Names(string text)
    {
        if (!ImageReference.TryParse(text, out ImageReference? name) || name.Digest is not null)
        {
            return [];
        }

        if (name.Tag is not null)
        {
            return database.Names.ContainsKey(name.ToString()) ? [name] : [];
        }

        return [.. database.Names.Keys.Where(n => n.StartsWith(name.Name + ":", StringComparison.Ordinal)).Select(ImageReference.Parse)];
    }

    private void Save(List<Chosen> images, Stream archive, CancellationToken cancel)
    {
        var writer = new BlockingWriter(archive, cancel);
        using var target = new SpoolStream(writer.Write);
        var tar = new TarWriter(target);
        tar.Start(new TarEntry { Name = "blobs", Kind = TarEntryKind.Folder, Mode = 0x1ED });
        tar.Start(new TarEntry { Name = "blobs/sha256", Kind = TarEntryKind.Folder, Mode = 0x1ED });
        var written = new HashSet<string>(StringComparer.Ordinal);
        var index = new List<OciDescriptor>();
        var manifests = new List<ArchiveManifest>();
        var repositories = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (Chosen image in images)
        {
            OciDescriptor[] layerBlobs = [.. image.Entry.Record.Layers.Select(l => AddLayer(tar, l, written, cancel))];
            AddJson(tar, content.Read(Digest.Parse(image.Entry.Record.Id), LongestJson), written);
            OciDescriptor manifest = AddManifest(tar, image.Entry, layerBlobs, written);
            index.AddRange(image.Names.Count == 0 ? [manifest] : image.Names.Select(n => manifest with { Annotations = NameNotes(n) }));
            manifests.Add(Describe(image, layerBlobs));
            foreach (ImageReference name in image.Names)
            {
                if (!repositories.TryGetValue(name.FamiliarName, out SortedDictionary<string, string>? tags))
                {
                    repositories[name.FamiliarName] = tags = new(StringComparer.Ordinal);
                }

                tags[name.Tag!] = layerBlobs.Length > 0 ? Digest.Parse(layerBlobs[^1].Digest).Hex : "";
            }
        }

        tar.AddFile("index.json", OciJson.Write(new OciManifest { SchemaVersion = 2, MediaType = MediaTypes.OciIndex, Manifests = index }));
        tar.AddFile("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifests, ArchiveJson.Default.ListArchiveManifest));
        tar.AddFile("oci-layout", """{"imageLayoutVersion": "1.0.0"}"""u8);
        if (repositories.Count > 0)
        {
            tar.AddFile("repositories", JsonSerializer.SerializeToUtf8Bytes(repositories, ArchiveJson.Default.SortedDictionaryStringSortedDictionaryStringString));
        }

        tar.End();
        writer.Flush();
    }

    private static ArchiveManifest Describe(Chosen image, OciDescriptor[] blobs)
    {
        IReadOnlyList<string> diffIds = image.Entry.Image.RootFs?.DiffIds ?? [];
        return new ArchiveManifest
        {
            Config = MemberOf(image.Entry.Record.Id),
            RepoTags = image.Names.Count > 0 ? [.. image.Names.Select(n => n.Familiar)] : null,
            Layers = [.. blobs.Select(b => MemberOf(b.Digest))],
            LayerSources = diffIds.Zip(blobs).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second),
        };
    }

    private OciDescriptor AddLayer(TarWriter tar, ImageLayer layer, HashSet<string> written, CancellationToken cancel)
    {
        LayerInfo info = layers.Find(layer.Key) ?? throw new ImageException(ImageErrorKind.Corrupt, $"layer {layer.Key} is missing");
        if (layer.Blob is not null && Digest.Parse(layer.Blob) is { } digest && content.Has(digest))
        {
            using Stream blob = content.OpenRead(digest);
            string type = string.IsNullOrEmpty(layer.MediaType) ? Compression.MediaTypeOf(blob) : layer.MediaType;
            AddBlob(tar, digest, blob, written, cancel);
            return new OciDescriptor { MediaType = type, Digest = digest.Value, Size = content.LengthOf(digest) };
        }

        using BlobSpool spool = blobs.Archive(info, cancel);
        using Stream plain = spool.OpenRead();
        AddBlob(tar, spool.Digest, plain, written, cancel);
        return new OciDescriptor { MediaType = MediaTypes.OciLayer, Digest = spool.Digest.Value, Size = spool.Length };
    }

    private static void AddBlob(TarWriter tar, Digest digest, Stream blob, HashSet<string> written, CancellationToken cancel)
    {
        if (!written.Add(digest.Value))
        {
            return;
        }

        long size = blob.Length;
        tar.Start(new TarEntry { Name = MemberOf(digest.Value), Kind = TarEntryKind.File, Mode = 0x1A4, Size = size });
        var buffer = new byte[128 * 1024];
        while (blob.Read(buffer) is int read and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            tar.Write(buffer.AsSpan(0, read));
        }

        tar.EndContent(size);
    }

    private static Digest AddJson(TarWriter tar, byte[] json, HashSet<string> written)
    {
        Digest digest = Digest.Of(json);
        if (written.Add(digest.Value))
        {
            tar.AddFile(MemberOf(digest.Value), json);
        }

        return digest;
    }

    // The manifest that the image came with, where it fits what is written; else one for that.
    private OciDescriptor AddManifest(TarWriter tar, ImageEntry image, OciDescriptor[] layerBlobs, HashSet<string> written)
    {
        if (image.Record.Manifest is { } known && Digest.Parse(known) is { } digest && content.Has(digest))
        {
            byte[] json = content.Read(digest, LongestJson);
            OciManifest manifest = OciJson.ReadManifest(json, "manifest " + known);
            if ((manifest.Layers ?? []).Select(l => l.Digest).SequenceEqual(layerBlobs.Select(l => l.Digest)))
            {
                AddJson(tar, json, written);
                return new OciDescriptor { MediaType = manifest.MediaType ?? MediaTypes.OciManifest, Digest = known, Size = json.Length };
            }
        }

        byte[] made = ManifestMaker.Make(image.Record.Id, content.LengthOf(Digest.Parse(image.Record.Id)), layerBlobs);
        return new OciDescriptor { MediaType = MediaTypes.OciManifest, Digest = AddJson(tar, made, written).Value, Size = made.Length };
    }

    private static Dictionary<string, string> NameNotes(ImageReference name) => new(StringComparer.Ordinal)
    {
        ["io.containerd.image.name"] = name.ToString(),
        ["org.opencontainers.image.ref.name"] = name.Tag!,
    };

    private static string MemberOf(string digest) => "blobs/" + digest.Replace(':', '/');

    private sealed record Chosen(ImageEntry Entry, List<ImageReference> Names);
}
