namespace Berth.Compose;

/// <summary>DOCKER_DEFAULT_PLATFORM: the platform of services that are built and name none.</summary>
internal static class DefaultPlatform
{
    /// <summary>The service with its platform; null after an error.</summary>
    public static ServiceConfig? Apply(ServiceConfig service, IReadOnlyDictionary<string, string> environment, DiagnosticSink diagnostics)
    {
        if (service.Build is not { } build || !environment.TryGetValue("DOCKER_DEFAULT_PLATFORM", out string? platform) || platform.Length == 0 || service.Platform.Length > 0)
        {
            return service;
        }

        if (build.Platforms.Count > 0 && !build.Platforms.Contains(platform))
        {
            diagnostics.Error("platform", build.SpanOf("platforms"), $"build.platforms doesn't have {platform}, which DOCKER_DEFAULT_PLATFORM asks for");
            return null;
        }

        return service with { Platform = platform };
    }
}
