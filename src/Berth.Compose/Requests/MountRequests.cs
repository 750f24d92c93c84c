using Berth.Docker;

namespace Berth.Compose;

/// <summary>Translates a service's volumes, secrets and configs into binds and mounts, as Compose divides them between the two.</summary>
internal sealed class MountRequests(ComposeProject project, ServiceConfig service, IReadOnlyList<MountPoint> inherited, IReadOnlySet<string> imageVolumes)
{
    /// <summary>Binds (<c>source:target:options</c>) where the old form says it all, mounts for the rest.</summary>
    public (IReadOnlyList<string> Binds, IReadOnlyList<Mount> Mounts) Build()
    {
        var binds = new List<string>();
        var mounts = new List<Mount>();
        var targets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var volume in service.Volumes)
        {
            if (volume.Source.Length == 0 && volume.Type == "volume" && Inherited(volume.Target) is { } old) Add(old);
            else if (IsPlain(volume)) Bind(volume);
            else Add(ToMount(volume));
        }

        foreach (string target in imageVolumes)
        {
            if (Inherited(target) is { } old) Add(old);
        }

        foreach (var secret in service.Secrets) AddFile(secret, project.Secrets, "secret", "/run/secrets/");
        foreach (var config in service.Configs) AddFile(config, project.Configs, "config", "/");
        return (binds, mounts);

        void Bind(ServiceVolume volume)
        {
            if (targets.Add(volume.Target)) binds.Add(BindText(volume));
        }

        void Add(Mount mount)
        {
            if (targets.Add(mount.Target ?? "")) mounts.Add(mount);
        }

        void AddFile(ServiceFileMount file, IReadOnlyDictionary<string, FileObjectConfig> defined, string kind, string folder)
        {
            if (FileMount(file, defined, kind, folder) is { } mount) Add(mount);
        }
    }

    private string SourceName(ServiceVolume volume) =>
        volume.Type == "volume" && project.Volumes.TryGetValue(volume.Source, out var named) ? named.Name : volume.Source;

    /// <summary>The old form makes a missing host folder and copies the image's content up: it is used wherever it says it all.</summary>
    private bool IsPlain(ServiceVolume volume) => volume.Type switch
    {
        "bind" => volume.Bind is null or { CreateHostPath: true, Propagation: "", Recursive: "" },
        "volume" => volume.Source.Length > 0 && project.Volumes.ContainsKey(volume.Source) && volume.Volume is null or { Labels.Count: 0, Subpath: "", NoCopy: false },
        _ => false,
    };

    private string BindText(ServiceVolume volume)
    {
        string options = volume.ReadOnly ? "ro" : "rw";
        if (volume.Bind is { Selinux.Length: > 0 } bind) options += "," + bind.Selinux;
        return $"{SourceName(volume)}:{volume.Target}:{options}";
    }

    private Mount ToMount(ServiceVolume volume) => new()
    {
        Type = volume.Type,
        Source = SourceName(volume) is { Length: > 0 } source ? source : null,
        Target = volume.Target,
        ReadOnly = volume.ReadOnly,
        Consistency = volume.Consistency.Length > 0 ? volume.Consistency : null,
        BindOptions = volume is { Type: "bind", Bind: { } bind } ? BindOptionsOf(bind) : null,
        VolumeOptions = volume is { Type: "volume", Volume: { } v }
            ? new VolumeOptions { NoCopy = v.NoCopy, Subpath = v.Subpath.Length > 0 ? v.Subpath : null, Labels = v.Labels.Count > 0 ? v.Labels : null }
            : null,
        TmpfsOptions = volume is { Type: "tmpfs", Tmpfs: { } tmpfs } ? new TmpfsOptions { SizeBytes = tmpfs.Size, Mode = (int)tmpfs.Mode } : null,
        ImageOptions = volume is { Type: "image", Image: { } image } ? new ImageOptions { Subpath = image.Subpath.Length > 0 ? image.Subpath : null } : null,
    };

    private static BindOptions BindOptionsOf(ServiceVolumeBind bind) => new()
    {
        Propagation = bind.Propagation.Length > 0 ? bind.Propagation : null,
        CreateMountpoint = bind.CreateHostPath,
        NonRecursive = bind.Recursive == "disabled",
        ReadOnlyNonRecursive = bind.Recursive == "writable",
        ReadOnlyForceRecursive = bind.Recursive == "readonly",
    };

    private Mount? Inherited(string target)
    {
        foreach (var mount in inherited)
        {
            if (mount.Destination == target && mount.Type != "tmpfs")
            {
                return new Mount { Type = mount.Type, Source = mount.Type == "volume" ? mount.Name : mount.Source, Target = target, ReadOnly = !mount.RW };
            }
        }

        return null;
    }

    /// <summary>A secret or config that is a file of the host is mounted; one with content of its own is copied in before the start.</summary>
    private Mount? FileMount(ServiceFileMount file, IReadOnlyDictionary<string, FileObjectConfig> defined, string kind, string folder)
    {
        if (!defined.TryGetValue(file.Source, out var source)) return null;
        var span = service.SpanOf(kind + "s");
        if (source.External) throw new ComposeException(span, $"unsupported external {kind} {source.Name}");
        if (source.Driver.Length > 0 || source.TemplateDriver.Length > 0) throw new ComposeException(span, $"{kind} {file.Source}: drivers are not supported for {kind}s");
        if (source.Environment.Length > 0 || source.Content.Length > 0) return null;
        return new Mount
        {
            Type = "bind",
            Source = source.File,
            Target = TargetOf(file, folder),
            ReadOnly = true,
            BindOptions = kind == "secret" ? new BindOptions() : null,
        };
    }

    /// <summary>Where a secret or config appears in the container.</summary>
    public static string TargetOf(ServiceFileMount file, string folder) =>
        file.Target.Length == 0 ? folder + file.Source : file.Target.StartsWith('/') ? file.Target : folder + file.Target;
}
