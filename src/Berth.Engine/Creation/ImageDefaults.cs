using Berth.Docker;

namespace Berth.Engine;

/// <summary>Merges a request's configuration with its image's: what the request leaves open is the image's.</summary>
internal static class ImageDefaults
{
    /// <summary>The merged configuration.</summary>
    /// <exception cref="DockerException">There is nothing to run.</exception>
    public static ContainerConfig Merge(ContainerConfig request, ImageConfig? image)
    {
        var merged = image is null ? request : Inherit(request, image);

        // [""] is how a request clears the image's entry point.
        if (merged.Entrypoint is [""])
        {
            merged = merged with { Entrypoint = null };
        }

        return merged.Entrypoint is not { Count: > 0 } && merged.Cmd is not { Count: > 0 }
            ? throw new DockerException(DockerErrorKind.InvalidParameter, "no command specified")
            : merged;
    }

    private static ContainerConfig Inherit(ContainerConfig request, ImageConfig image)
    {
        // An entry point of the request's own discards the image's arguments.
        bool ownEntryPoint = request.Entrypoint is { Count: > 0 };
        bool ownCommand = request.Cmd is { Count: > 0 };
        return request with
        {
            User = request.User.Length > 0 ? request.User : image.User,
            ExposedPorts = Union(request.ExposedPorts, image.ExposedPorts),
            Env = MergeEnvironment(request.Env, image.Env),
            Entrypoint = request.Entrypoint ?? image.Entrypoint,
            Cmd = !ownEntryPoint && !ownCommand ? image.Cmd : request.Cmd,
            ArgsEscaped = request.ArgsEscaped || (!ownEntryPoint && !ownCommand && image.ArgsEscaped),
            Labels = MergeLabels(request.Labels, image.Labels),
            Healthcheck = MergeHealth(request.Healthcheck, image.Healthcheck),
            WorkingDir = request.WorkingDir.Length > 0 ? request.WorkingDir : image.WorkingDir,
            Volumes = Union(request.Volumes, image.Volumes),
            StopSignal = request.StopSignal is { Length: > 0 } ? request.StopSignal : image.StopSignal,
            Shell = request.Shell is { Count: > 0 } ? request.Shell : image.Shell,
            OnBuild = request.OnBuild is { Count: > 0 } ? request.OnBuild : image.OnBuild,
        };
    }

    private static IReadOnlyDictionary<string, EmptyObject>? Union(
        IReadOnlyDictionary<string, EmptyObject>? request, IReadOnlyDictionary<string, EmptyObject>? image)
    {
        if (image is not { Count: > 0 })
        {
            return request is { Count: > 0 } ? request : image;
        }

        var union = new SortedDictionary<string, EmptyObject>(StringComparer.Ordinal);
        foreach (string key in (request?.Keys ?? []).Concat(image.Keys))
        {
            union[key] = EmptyObject.Instance;
        }

        return union;
    }

    private static IReadOnlyList<string>? MergeEnvironment(IReadOnlyList<string>? request, IReadOnlyList<string>? image)
    {
        if (request is not { Count: > 0 })
        {
            return image;
        }

        var own = new HashSet<string>(request.Select(ContainerEnvironment.NameOf), StringComparer.Ordinal);
        return [.. request, .. (image ?? []).Where(variable => !own.Contains(ContainerEnvironment.NameOf(variable)))];
    }

    private static IReadOnlyDictionary<string, string>? MergeLabels(
        IReadOnlyDictionary<string, string>? request, IReadOnlyDictionary<string, string>? image)
    {
        if (image is not { Count: > 0 })
        {
            return request ?? new Dictionary<string, string>();
        }

        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in image.Concat(request ?? new Dictionary<string, string>()))
        {
            merged[name] = value;
        }

        return merged;
    }

    private static HealthConfig? MergeHealth(HealthConfig? request, HealthConfig? image)
    {
        if (request is null || image is null)
        {
            return request ?? image;
        }

        return request with
        {
            Test = request.Test is { Count: > 0 } ? request.Test : image.Test,
            Interval = request.Interval != 0 ? request.Interval : image.Interval,
            Timeout = request.Timeout != 0 ? request.Timeout : image.Timeout,
            StartPeriod = request.StartPeriod != 0 ? request.StartPeriod : image.StartPeriod,
            StartInterval = request.StartInterval != 0 ? request.StartInterval : image.StartInterval,
            Retries = request.Retries != 0 ? request.Retries : image.Retries,
        };
    }
}
