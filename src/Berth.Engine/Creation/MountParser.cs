using Berth.Docker;

namespace Berth.Engine;

/// <summary>Reads mounts in Docker's forms: <c>source:target:mode</c> and the long one. What it accepts is well formed; whether it exists is not looked at.</summary>
internal static class MountParser
{
    private const string DefaultVolumeMode = "z";

    private static readonly string[] Propagations = ["private", "rprivate", "shared", "rshared", "slave", "rslave"];

    // Words of a mode; only one of each group may be given.
    private static readonly string[][] ModeGroups = [["rw", "ro"], ["z", "Z"], Propagations, ["nocopy"], ["consistent", "cached", "delegated"]];

    /// <summary>Reads the short form.</summary>
    /// <exception cref="DockerException">It is none.</exception>
    public static ContainerMount ParseShort(string text, string volumeDriver)
    {
        string[] parts = text.Split(':');
        if (parts.Length > 3 || parts.Any(part => part.Length == 0))
        {
            throw Invalid($"invalid volume specification: '{text}'");
        }

        var (source, target, mode) = parts switch
        {
            [var only] => ("", only, ""),
            [var first, var second] when IsMode(second) => ("", first, second),
            [var first, var second] => (first, second, ""),
            _ => (parts[0], parts[1], parts[2]),
        };
        string[] words = ModeWords(mode);
        var mount = new Mount
        {
            Type = source.StartsWith('/') ? "bind" : "volume",
            Source = source,
            Target = target,
            ReadOnly = words.Contains("ro"),
            BindOptions = Array.Find(words, Propagations.Contains) is { } propagation ? new BindOptions { Propagation = propagation } : null,
            VolumeOptions = words.Contains("nocopy") ? new VolumeOptions { NoCopy = true } : null,
        };
        try
        {
            var parsed = Parse(mount, volumeDriver);
            return parsed with { Mode = mode.Length > 0 || parsed.Type == "bind" ? mode : DefaultVolumeMode, CreateSource = parsed.Type == "bind" };
        }
        catch (DockerException e)
        {
            throw Invalid($"invalid volume specification: '{text}': {e.Message}");
        }
    }

    /// <summary>Reads the long form.</summary>
    /// <exception cref="DockerException">It is not well formed.</exception>
    public static ContainerMount ParseLong(Mount mount)
    {
        string type = mount.Type ?? "";
        Forbid(mount.BindOptions, "BindOptions", "bind", type);
        Forbid(mount.VolumeOptions, "VolumeOptions", "volume", type);
        Forbid(mount.ImageOptions, "ImageOptions", "image", type);
        Forbid(mount.TmpfsOptions, "TmpfsOptions", "tmpfs", type);
        return Parse(mount, "");
    }

    /// <summary>Reads the name and mode of <c>container[:mode]</c> of volumes-from.</summary>
    /// <exception cref="DockerException">The mode is none.</exception>
    public static (string Container, string Mode) ParseFrom(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        var (container, mode) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        if (container.Length == 0)
        {
            throw Invalid($"invalid volumes-from specification: {text}");
        }

        _ = ModeWords(mode);
        return (container, mode);
    }

    /// <summary>A path in a container, absolute and without detours.</summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    private static ContainerMount Parse(Mount mount, string volumeDriver)
    {
        string type = mount.Type ?? "", source = mount.Source ?? "", target = mount.Target ?? "";
        if (type is not ("bind" or "volume" or "tmpfs" or "image"))
        {
            throw InvalidConfig(type, "mount type unknown");
        }

        if (target.Length == 0)
        {
            throw InvalidConfig(type, "field Target must not be empty");
        }

        if (!target.StartsWith('/'))
        {
            throw InvalidConfig(type, $"invalid mount path: '{target}' mount path must be absolute");
        }

        string destination = Clean(target);
        if (destination == "/")
        {
            throw InvalidConfig(type, "invalid specification: destination can't be '/'");
        }

        var parsed = new ContainerMount { Type = type, Destination = destination, ReadOnly = mount.ReadOnly };
        return type switch
        {
            "bind" => ParseBind(mount, source, parsed),
            "volume" => ParseVolume(mount, source, volumeDriver, parsed),
            "image" => ParseImage(mount, source, parsed),
            _ => ParseTmpfs(mount, source, parsed),
        };
    }

    private static ContainerMount ParseBind(Mount mount, string source, ContainerMount parsed)
    {
        if (source.Length == 0)
        {
            throw InvalidConfig("bind", "field Source must not be empty");
        }

        if (mount.VolumeOptions is not null)
        {
            throw InvalidConfig("bind", "field VolumeOptions must not be specified");
        }

        if (!source.StartsWith('/'))
        {
            throw InvalidConfig("bind", $"invalid mount path: '{source}' mount path must be absolute");
        }

        string propagation = mount.BindOptions?.Propagation is { Length: > 0 } given ? given : "rprivate";
        if (!Propagations.Contains(propagation))
        {
            throw InvalidConfig("bind", $"invalid propagation mode: {propagation}");
        }

        return parsed with
        {
            Source = Clean(source),
            Propagation = propagation,
            NonRecursive = mount.BindOptions?.NonRecursive ?? false,
            ReadOnlyTop = mount.BindOptions?.ReadOnlyNonRecursive ?? false,
            CreateSource = mount.BindOptions?.CreateMountpoint ?? false,
        };
    }

    private static ContainerMount ParseVolume(Mount mount, string source, string volumeDriver, ContainerMount parsed)
    {
        if (mount.BindOptions is not null)
        {
            throw InvalidConfig("volume", "field BindOptions must not be specified");
        }

        string subpath = mount.VolumeOptions?.Subpath ?? "";
        if (source.Length == 0 && subpath.Length > 0)
        {
            throw InvalidConfig("volume", "must not set Subpath when using anonymous volumes");
        }

        if (source.Length == 0 && mount.ReadOnly && mount.VolumeOptions is not null)
        {
            throw InvalidConfig("volume", "must not set ReadOnly mode when using anonymous volumes");
        }

        CheckSubpath("volume", subpath);
        string driver = mount.VolumeOptions?.DriverConfig?.Name is { Length: > 0 } named ? named : volumeDriver;
        return parsed with
        {
            Name = source,
            Driver = driver.Length > 0 ? driver : "local",
            Mode = DefaultVolumeMode,
            NoCopy = mount.VolumeOptions?.NoCopy ?? false,
            Subpath = subpath,
        };
    }

    private static ContainerMount ParseImage(Mount mount, string source, ContainerMount parsed)
    {
        if (source.Length == 0)
        {
            throw InvalidConfig("image", "field Source must not be empty");
        }

        string subpath = mount.ImageOptions?.Subpath ?? "";
        CheckSubpath("image", subpath);
        return parsed with { Source = source, Subpath = subpath, ReadOnly = true };
    }

    private static ContainerMount ParseTmpfs(Mount mount, string source, ContainerMount parsed)
    {
        if (source.Length > 0)
        {
            throw InvalidConfig("tmpfs", "field Source must not be specified");
        }

        var options = new List<string>();
        if (mount.TmpfsOptions is { } tmpfs)
        {
            if (tmpfs.SizeBytes > 0)
            {
                options.Add(FormattableString.Invariant($"size={tmpfs.SizeBytes}"));
            }

            if (tmpfs.Mode != 0)
            {
                options.Add("mode=" + Convert.ToString(tmpfs.Mode & 0xFFF, 8));
            }

            options.AddRange((tmpfs.Options ?? []).Select(option => string.Join('=', option)));
        }

        return parsed with { Options = options };
    }

    private static void CheckSubpath(string type, string subpath)
    {
        if (subpath.StartsWith('/') || subpath.Split('/').Contains(".."))
        {
            throw InvalidConfig(type, $"subpath must be a relative path within the {type}");
        }
    }

    private static bool IsMode(string text) => text.Split(',').All(word => ModeGroups.Any(group => group.Contains(word)));

    private static string[] ModeWords(string mode)
    {
        if (mode.Length == 0)
        {
            return [];
        }

        string[] words = mode.Split(',');
        bool known = IsMode(mode) && ModeGroups.All(group => words.Count(group.Contains) <= 1);
        return known ? words : throw Invalid($"invalid mode: {mode}");
    }

    private static void Forbid(object? options, string name, string belongsTo, string type)
    {
        if (options is not null && type != belongsTo)
        {
            throw Invalid($"{name} must not be specified on mount type \"{type}\"");
        }
    }

    private static DockerException InvalidConfig(string type, string text) => Invalid($"invalid mount config for type \"{type}\": {text}");

    private static DockerException Invalid(string text) => new(DockerErrorKind.InvalidParameter, text);
}
