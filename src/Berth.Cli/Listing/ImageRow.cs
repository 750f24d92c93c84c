using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>One name of an image in <c>images</c>.</summary>
internal sealed class ImageRow(ImageSummary image, string repository, string tag, string digest, bool truncate, TimeProvider clock) : ListRow
{
    private const string None = "<none>";

    /// <summary>The columns of the table.</summary>
    public static string[] Columns(bool digests) => digests
        ? ["Repository", "Tag", "Digest", "ID", "CreatedSince", "Size"]
        : ["Repository", "Tag", "ID", "CreatedSince", "Size"];

    /// <summary>The columns of the table in <c>system df -v</c>.</summary>
    public static string[] UsageColumns => ["Repository", "Tag", "ID", "CreatedSince", "Size", "SharedSize", "UniqueSize", "Containers"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldNames =>
        ["Containers", "CreatedAt", "CreatedSince", "Digest", "ID", "Repository", "SharedSize", "Size", "Tag", "UniqueSize", "VirtualSize"];

    /// <summary>The rows of an image: one for each name, one without a name if it has none.</summary>
    public static IEnumerable<ImageRow> Of(ImageSummary image, bool digests, bool truncate, TimeProvider clock)
    {
        var any = false;
        foreach (var (repository, tag, digest) in Names(image, digests))
        {
            any = true;
            yield return new ImageRow(image, repository, tag, digest, truncate, clock);
        }
        if (!any)
            yield return new ImageRow(image, None, None, None, truncate, clock);
    }

    /// <inheritdoc/>
    public override object? Field(string name) => name switch
    {
        "ID" => truncate ? ShortId.Of(image.Id) : image.Id,
        "Repository" => repository,
        "Tag" => tag,
        "Digest" => digest,
        "CreatedSince" => image.Created <= 0 ? "N/A" : HumanTime.Ago(image.Created, clock),
        "CreatedAt" => HumanTime.GoText(image.Created, clock),
        "Size" => ByteSize.Decimal(image.Size, 3),
        "VirtualSize" => ByteSize.Decimal(image.Size),
        "SharedSize" => image.SharedSize < 0 ? "N/A" : ByteSize.Decimal(image.SharedSize),
        "UniqueSize" => image.SharedSize < 0 ? "N/A" : ByteSize.Decimal(image.Size - image.SharedSize),
        "Containers" => image.Containers < 0 ? "N/A" : image.Containers.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Header(string name) => name switch
    {
        "ID" => "IMAGE ID",
        "Repository" => "REPOSITORY",
        "Tag" => "TAG",
        "Digest" => "DIGEST",
        "CreatedSince" => "CREATED",
        "CreatedAt" => "CREATED AT",
        "Size" => "SIZE",
        "SharedSize" => "SHARED SIZE",
        "UniqueSize" => "UNIQUE SIZE",
        "Containers" => "CONTAINERS",
        _ => name.ToUpperInvariant(),
    };

    private static IEnumerable<(string Repository, string Tag, string Digest)> Names(ImageSummary image, bool digests)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in image.RepoTags)
        {
            var colon = reference.LastIndexOf(':');
            var repository = reference[..colon];
            if (repository == None)
                continue;
            named.Add(repository);
            var digest = digests ? image.RepoDigests.FirstOrDefault(name => name.StartsWith(repository + "@", StringComparison.Ordinal)) : null;
            yield return (repository, reference[(colon + 1)..], digest is null ? None : digest[(repository.Length + 1)..]);
        }
        foreach (var reference in image.RepoDigests)
        {
            var at = reference.IndexOf('@', StringComparison.Ordinal);
            if (at > 0 && reference[..at] != None && named.Add(reference[..at]))
                yield return (reference[..at], None, reference[(at + 1)..]);
        }
    }
}
