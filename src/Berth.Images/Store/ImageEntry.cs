namespace Berth.Images;

/// <summary>An image in memory: its record, and its configuration, read when first wanted.</summary>
internal sealed class ImageEntry
{
    private const int LongestConfig = 16 << 20;

    private readonly Lazy<OciImage> image;

    /// <summary>Makes the entry of a record.</summary>
    public ImageEntry(ImageRecord record, ContentStore content)
        : this(record, new Lazy<OciImage>(() => OciJson.ReadImage(content.Read(Digest.Parse(record.Id), LongestConfig), "configuration of image " + record.Id)))
    {
    }

    private ImageEntry(ImageRecord record, Lazy<OciImage> image) => (Record, this.image) = (record, image);

    /// <summary>What is kept of the image.</summary>
    public ImageRecord Record { get; }

    /// <summary>Its configuration.</summary>
    public OciImage Image => image.Value;

    /// <summary>The same image with another record.</summary>
    public ImageEntry With(ImageRecord record) => new(record, image);
}
