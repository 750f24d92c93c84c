using System.Text.Json;

namespace Berth.Docker;

// Reads mounts: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static Mount Mount(ref Utf8JsonReader json)
    {
        string? type = null;
        string? source = null;
        string? target = null;
        bool readOnly = false;
        string? consistency = null;
        BindOptions? bindOptions = null;
        VolumeOptions? volumeOptions = null;
        ImageOptions? imageOptions = null;
        TmpfsOptions? tmpfsOptions = null;
        EmptyObject? clusterOptions = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Type"u8)) { type = json.Text(); }
            else if (json.ValueTextEquals("Source"u8)) { source = json.Text(); }
            else if (json.ValueTextEquals("Target"u8)) { target = json.Text(); }
            else if (json.ValueTextEquals("ReadOnly"u8)) { readOnly = json.Bool(); }
            else if (json.ValueTextEquals("Consistency"u8)) { consistency = json.Text(); }
            else if (json.ValueTextEquals("BindOptions"u8)) { bindOptions = json.Object(BindOptions); }
            else if (json.ValueTextEquals("VolumeOptions"u8)) { volumeOptions = json.Object(VolumeOptions); }
            else if (json.ValueTextEquals("ImageOptions"u8)) { imageOptions = json.Object(ImageOptions); }
            else if (json.ValueTextEquals("TmpfsOptions"u8)) { tmpfsOptions = json.Object(TmpfsOptions); }
            else if (json.ValueTextEquals("ClusterOptions"u8)) { clusterOptions = json.Object(JsonReading.CurrentEmpty); }
            else { json.SkipMember(); }
        }

        return new Mount
        {
            Type = type,
            Source = source,
            Target = target,
            ReadOnly = readOnly,
            Consistency = consistency,
            BindOptions = bindOptions,
            VolumeOptions = volumeOptions,
            ImageOptions = imageOptions,
            TmpfsOptions = tmpfsOptions,
            ClusterOptions = clusterOptions,
        };
    }

    public static BindOptions BindOptions(ref Utf8JsonReader json)
    {
        string? propagation = null;
        bool nonRecursive = false;
        bool createMountpoint = false;
        bool readOnlyNonRecursive = false;
        bool readOnlyForceRecursive = false;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Propagation"u8)) { propagation = json.Text(); }
            else if (json.ValueTextEquals("NonRecursive"u8)) { nonRecursive = json.Bool(); }
            else if (json.ValueTextEquals("CreateMountpoint"u8)) { createMountpoint = json.Bool(); }
            else if (json.ValueTextEquals("ReadOnlyNonRecursive"u8)) { readOnlyNonRecursive = json.Bool(); }
            else if (json.ValueTextEquals("ReadOnlyForceRecursive"u8)) { readOnlyForceRecursive = json.Bool(); }
            else { json.SkipMember(); }
        }

        return new BindOptions
        {
            Propagation = propagation,
            NonRecursive = nonRecursive,
            CreateMountpoint = createMountpoint,
            ReadOnlyNonRecursive = readOnlyNonRecursive,
            ReadOnlyForceRecursive = readOnlyForceRecursive,
        };
    }

    public static VolumeOptions VolumeOptions(ref Utf8JsonReader json)
    {
        bool noCopy = false;
        IReadOnlyDictionary<string, string>? labels = null;
        string? subpath = null;
        VolumeDriverConfig? driverConfig = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("NoCopy"u8)) { noCopy = json.Bool(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("Subpath"u8)) { subpath = json.Text(); }
            else if (json.ValueTextEquals("DriverConfig"u8)) { driverConfig = json.Object(VolumeDriverConfig); }
            else { json.SkipMember(); }
        }

        return new VolumeOptions
        {
            NoCopy = noCopy,
            Labels = labels,
            Subpath = subpath,
            DriverConfig = driverConfig,
        };
    }

    public static ImageOptions ImageOptions(ref Utf8JsonReader json)
    {
        string? subpath = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Subpath"u8)) { subpath = json.Text(); }
            else { json.SkipMember(); }
        }

        return new ImageOptions
        {
            Subpath = subpath,
        };
    }

    public static TmpfsOptions TmpfsOptions(ref Utf8JsonReader json)
    {
        long sizeBytes = 0;
        int mode = 0;
        IReadOnlyList<IReadOnlyList<string>>? options = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("SizeBytes"u8)) { sizeBytes = json.Int64(); }
            else if (json.ValueTextEquals("Mode"u8)) { mode = json.Int32(); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.List(JsonReading.CurrentTexts); }
            else { json.SkipMember(); }
        }

        return new TmpfsOptions
        {
            SizeBytes = sizeBytes,
            Mode = mode,
            Options = options,
        };
    }

    public static VolumeDriverConfig VolumeDriverConfig(ref Utf8JsonReader json)
    {
        string? name = null;
        IReadOnlyDictionary<string, string>? options = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Name"u8)) { name = json.Text(); }
            else if (json.ValueTextEquals("Options"u8)) { options = json.Map(JsonReading.CurrentText); }
            else { json.SkipMember(); }
        }

        return new VolumeDriverConfig
        {
            Name = name,
            Options = options,
        };
    }
}
