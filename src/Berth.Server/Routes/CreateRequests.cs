using Berth.Docker;

namespace Berth.Server;

/// <summary>
/// What the wire makes of a request for a container before the engine sees it: one form for things that have several, and
/// each version of the API gets no more than it had.
/// </summary>
internal static class CreateRequests
{
    /// <summary>The request as the engine takes it.</summary>
    /// <exception cref="DockerException">InvalidParameter, as Docker words it.</exception>
    public static ContainerCreateRequest Normalize(ContainerCreateRequest request, ApiVersion version)
    {
        if (request.Config == new ContainerConfig())
        {
            throw ApiCall.Invalid("config cannot be empty in order to create a container");
        }

        foreach (var mount in request.HostConfig.Mounts ?? [])
        {
            CheckMount(mount, version);
        }

        return request with
        {
            Config = Config(request.Config, version),
            HostConfig = Host(request.HostConfig, version),
            NetworkingConfig = new NetworkingConfig { EndpointsConfig = Endpoints(request, version) },
        };
    }

    private static ContainerConfig Config(ContainerConfig config, ApiVersion version) => version < new ApiVersion(1, 44) && config.Healthcheck is { } health
        ? config with { Healthcheck = health with { StartInterval = 0 } }
        : config;

    private static HostConfig Host(HostConfig host, ApiVersion version)
    {
        host = host with
        {
            NetworkMode = host.NetworkMode is "" or "default" ? "bridge" : host.NetworkMode,
            PidsLimit = host.PidsLimit <= 0 ? null : host.PidsLimit,
            MemorySwappiness = host.MemorySwappiness == -1 ? null : host.MemorySwappiness,
            Annotations = version < new ApiVersion(1, 43) ? null : host.Annotations,
            CgroupnsMode = version < new ApiVersion(1, 41) && host.CgroupnsMode.Length == 0 ? "host" : host.CgroupnsMode,
            IpcMode = version < new ApiVersion(1, 40) && host.IpcMode.Length == 0 ? "shareable" : host.IpcMode,
            ConsoleSize = version < new ApiVersion(1, 42) ? null : host.ConsoleSize,
        };
        return version < new ApiVersion(1, 44) && host.Mounts is { } mounts ? host with { Mounts = [.. mounts.Select(m => Mount(m, version))] } : host;
    }

    private static Mount Mount(Mount mount, ApiVersion version) => mount.BindOptions is not { } bind
        ? mount
        : mount with
        {
            BindOptions = bind with
            {
                NonRecursive = version >= new ApiVersion(1, 40) && bind.NonRecursive,
                CreateMountpoint = version >= new ApiVersion(1, 42) && bind.CreateMountpoint,

                // Read-only mounts were not recursive before 1.44.
                ReadOnlyNonRecursive = version < new ApiVersion(1, 44) && mount.ReadOnly,
                ReadOnlyForceRecursive = false,
            },
        };

    private static void CheckMount(Mount mount, ApiVersion version)
    {
        if (mount.Type == "image" && version < new ApiVersion(1, 48))
        {
            throw ApiCall.Invalid("Mount type \"Image\" needs API v1.48 or newer");
        }

        if (!string.IsNullOrEmpty(mount.VolumeOptions?.Subpath) && version < new ApiVersion(1, 45))
        {
            throw ApiCall.Invalid("VolumeOptions.Subpath needs API v1.45 or newer");
        }

        if (version < new ApiVersion(1, 42))
        {
            return;
        }

        CheckOptions("BindOptions", mount.BindOptions is not null && mount.Type is not ("bind" or "npipe"), mount);
        CheckOptions("VolumeOptions", mount.VolumeOptions is not null && mount.Type != "volume", mount);
        CheckOptions("ImageOptions", mount.ImageOptions is not null && mount.Type != "image", mount);
        CheckOptions("TmpfsOptions", mount.TmpfsOptions is not null && mount.Type != "tmpfs", mount);
        CheckOptions("ClusterOptions", mount.ClusterOptions is not null && mount.Type != "cluster", mount);
    }

    private static void CheckOptions(string options, bool wrong, Mount mount)
    {
        if (wrong)
        {
            throw ApiCall.Invalid($"{options} must not be specified on mount type {ApiCall.Quoted(mount.Type ?? "")}");
        }
    }

    // The network that a container is on without saying so may be called "default".
    private static Dictionary<string, EndpointSettings?> Endpoints(ContainerCreateRequest request, ApiVersion version)
    {
        var endpoints = new Dictionary<string, EndpointSettings?>(request.NetworkingConfig.EndpointsConfig ?? new Dictionary<string, EndpointSettings?>());
        if (version < new ApiVersion(1, 44) && endpoints.Count > 1)
        {
            throw ApiCall.Invalid("Container cannot be created with multiple network endpoints: " + string.Join(", ", endpoints.Keys.Order(StringComparer.Ordinal)));
        }

        if (request.HostConfig.NetworkMode is "" or "default" && endpoints.Remove("default", out var settings))
        {
            endpoints["bridge"] = settings;
        }

        // One address for the container became one an endpoint in 1.44; the older form is for the network of the network mode.
        if (request.Config.MacAddress is { Length: > 0 } mac)
        {
            var network = request.HostConfig.NetworkMode is "" or "default" ? "bridge" : request.HostConfig.NetworkMode;
            if (network is not ("host" or "none") && !network.StartsWith("container:", StringComparison.Ordinal))
            {
                SetMac(endpoints, network, mac, version);
            }
        }

        return endpoints;
    }

    private static void SetMac(Dictionary<string, EndpointSettings?> endpoints, string network, string mac, ApiVersion version)
    {
        var settings = endpoints.GetValueOrDefault(network) ?? new EndpointSettings();
        if (version >= new ApiVersion(1, 44) && settings.MacAddress.Length > 0 && settings.MacAddress != mac)
        {
            throw ApiCall.Invalid("the container-wide MAC address must match the endpoint-specific MAC address for the main network, or be left empty");
        }

        endpoints[network] = settings with { MacAddress = mac };
    }
}
