using System.Globalization;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>One <c>--mount type=…,source=…,target=…</c>.</summary>
internal sealed class MountOption
{
    private readonly string _text;
    private readonly ICallerFiles _files;
    private readonly SortedDictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _driverOptions = new(StringComparer.Ordinal);
    private string _type = "volume";
    private string? _source, _target, _consistency, _driver, _subpath, _propagation, _recursive, _imageSubpath;
    private bool _readOnly, _noCopy, _createMountpoint;
    private bool _bind, _volume, _tmpfs, _image;
    private long _size;
    private int _mode;

    private MountOption(string text, ICallerFiles files)
    {
        _text = text;
        _files = files;
    }

    /// <summary>Reads a mount.</summary>
    /// <exception cref="UsageException">A key or a value is wrong, or a key doesn't go with the type.</exception>
    public static Mount Parse(string text, ICallerFiles files)
    {
        var option = new MountOption(text, files);
        foreach (var field in FlagValues.SplitCsv(text))
            option.Read(field);
        return option.Finish();
    }

    private void Read(string field)
    {
        var (rawName, value) = KeyValue.Split(field);
        var name = rawName.ToLowerInvariant();
        if (value is null)
        {
            value = name is "readonly" or "ro" or "volume-nocopy" or "bind-nonrecursive" or "bind-create-src" ? "true"
                : throw Wrong($"invalid field '{field}' must be a key=value pair");
        }
        switch (name)
        {
            case "type": _type = value.ToLowerInvariant(); break;
            case "source" or "src": _source = value; break;
            case "target" or "dst" or "destination": _target = value; break;
            case "readonly" or "ro": _readOnly = Truth(rawName, value); break;
            case "consistency": _consistency = value.ToLowerInvariant(); break;
            default: ReadOption(name, value, field); break;
        }
    }

    private void ReadOption(string name, string value, string field)
    {
        _bind |= name.StartsWith("bind-", StringComparison.Ordinal);
        _volume |= name.StartsWith("volume-", StringComparison.Ordinal);
        _tmpfs |= name.StartsWith("tmpfs-", StringComparison.Ordinal);
        _image |= name.StartsWith("image-", StringComparison.Ordinal);
        switch (name)
        {
            case "volume-subpath": _subpath = value; break;
            case "volume-nocopy": _noCopy = Truth(name, value); break;
            case "volume-label": Add(_labels, value); break;
            case "volume-driver": _driver = value; break;
            case "volume-opt": Add(_driverOptions, value); break;
            case "image-subpath": _imageSubpath = value; break;
            case "tmpfs-size": _size = ByteSize.TryParse(value, out var size) ? size : throw Wrong($"invalid value for {name}: {value}"); break;
            case "tmpfs-mode": _mode = Octal(name, value); break;
            default: ReadBindOption(name, value, field); break;
        }
    }

    private void ReadBindOption(string name, string value, string field)
    {
        switch (name)
        {
            case "bind-propagation": _propagation = value.ToLowerInvariant(); break;
            case "bind-nonrecursive": _recursive = Truth(name, value) ? "disabled" : null; break;
            case "bind-recursive": _recursive = Recursive(value); break;
            case "bind-create-src": _createMountpoint = Truth(name, value); break;
            default: throw Wrong($"unexpected key '{name}' in '{field}'");
        }
    }

    private Mount Finish()
    {
        if (string.IsNullOrEmpty(_target))
            throw Wrong("target is required");
        Refuse(_volume, "volume");
        Refuse(_bind, "bind");
        Refuse(_tmpfs, "tmpfs");
        Refuse(_image, "image");
        if (_type == "bind" && _source is { } path && (path is "." or ".." || path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal)))
            _source = _files.Absolute(path);
        return new Mount
        {
            Type = _type,
            Source = _source,
            Target = _target,
            ReadOnly = _readOnly,
            Consistency = _consistency,
            BindOptions = _bind ? Bind() : null,
            VolumeOptions = _volume ? Volume() : null,
            ImageOptions = _image ? new ImageOptions { Subpath = _imageSubpath } : null,
            TmpfsOptions = _tmpfs ? new TmpfsOptions { SizeBytes = _size, Mode = _mode } : null,
        };
    }

    private BindOptions Bind()
    {
        if (_recursive is "writable" or "readonly" && !_readOnly)
            throw Wrong($"option 'bind-recursive={_recursive}' requires 'readonly' to be specified in conjunction");
        if (_recursive == "readonly" && _propagation != "rprivate")
            throw Wrong("option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction");
        return new BindOptions
        {
            Propagation = _propagation,
            NonRecursive = _recursive == "disabled",
            CreateMountpoint = _createMountpoint,
            ReadOnlyNonRecursive = _recursive == "writable",
            ReadOnlyForceRecursive = _recursive == "readonly",
        };
    }

    private VolumeOptions Volume() => new()
    {
        NoCopy = _noCopy,
        Subpath = _subpath,
        Labels = _labels.Count > 0 ? _labels : null,
        DriverConfig = _driver is null && _driverOptions.Count == 0 ? null : new VolumeDriverConfig { Name = _driver, Options = _driverOptions.Count > 0 ? _driverOptions : null },
    };

    private string? Recursive(string value) => value.ToLowerInvariant() switch
    {
        "enabled" => null,
        "disabled" => "disabled",
        "writable" => "writable",
        "readonly" => "readonly",
        _ => throw Wrong($"invalid value for bind-recursive: {value} (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")"),
    };

    private int Octal(string name, string value)
    {
        var mode = 0;
        foreach (var digit in value)
            mode = digit is >= '0' and <= '7' && mode < 0x8000 ? (mode * 8) + digit - '0' : throw Wrong($"invalid value for {name}: {value}");
        return value.Length > 0 ? mode : throw Wrong($"invalid value for {name}: {value}");
    }

    private static void Add(SortedDictionary<string, string> map, string value)
    {
        var (name, text) = KeyValue.Split(value);
        map[name] = text ?? "";
    }

    private bool Truth(string name, string value) => GoBoolean.Parse(value) ?? throw Wrong($"invalid value for {name}: {value}");

    private void Refuse(bool given, string kind)
    {
        if (given && _type != kind)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"cannot mix '{kind}-*' options with mount type '{_type}'"));
    }

    private UsageException Wrong(string reason) => UsageException.BadValue(_text, "--mount", reason);
}
