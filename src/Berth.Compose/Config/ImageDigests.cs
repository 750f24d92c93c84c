namespace Berth.Compose;

/// <summary>Pins images to digests: <c>--resolve-image-digests</c> and <c>--lock-image-digests</c>.</summary>
internal static class ImageDigests
{
    public static ComposeProject Pin(ComposeProject project, Func<string, string>? find, DiagnosticSink diagnostics)
    {
        Dictionary<string, ServiceConfig> services = new(project.Services.Count);
        foreach ((string name, ServiceConfig service) in project.Services)
        {
            services[name] = service.Image.Length == 0 ? service : service with { Image = Pin(service.Image, service.SpanOf("image"), find, diagnostics) };
        }

        return project with { Services = services };
    }

    public static void Pin(YamlMap model, Func<string, string>? find, DiagnosticSink diagnostics)
    {
        foreach (YamlEntry entry in model.Get("services") as YamlMap ?? new YamlMap(default))
        {
            if (entry.Value is YamlMap service && service.TryGetEntry("image", out YamlEntry image) && image.Value is YamlScalar { Kind: ScalarKind.String } text)
            {
                service.Set("image", image.KeySpan, YamlScalar.String(text.Span, Pin(text.Text, text.Span, find, diagnostics)));
            }
        }
    }

    /// <summary>The project with nothing but its services' images: an override file that locks them.</summary>
    public static ComposeProject Only(ComposeProject project)
    {
        Dictionary<string, ServiceConfig> services = new(project.Services.Count);
        foreach ((string name, ServiceConfig service) in project.Services)
        {
            services[name] = new ServiceConfig { Name = name, Image = service.Image };
        }

        return new ComposeProject { Name = "", WorkingDirectory = project.WorkingDirectory, Services = services };
    }

    public static void Only(YamlMap model)
    {
        foreach (string key in GoOrder.Keys(model))
        {
            if (key != "services")
            {
                model.Remove(key);
            }
        }

        foreach (YamlEntry entry in model.Get("services") as YamlMap ?? new YamlMap(default))
        {
            if (entry.Value is not YamlMap service)
            {
                continue;
            }

            foreach (string key in GoOrder.Keys(service))
            {
                if (key != "image")
                {
                    service.Remove(key);
                }
            }
        }
    }

    private static string Pin(string image, SourceSpan span, Func<string, string>? find, DiagnosticSink diagnostics)
    {
        string? named = ImageName.Complete(image);
        if (named is null)
        {
            diagnostics.Error("image", span, $"\"{image}\" is no image reference");
            return image;
        }

        if (named.Contains('@', StringComparison.Ordinal))
        {
            return named;
        }

        try
        {
            return find is null ? throw new IOException("no engine to ask") : named + "@" + find(named);
        }
        catch (IOException e)
        {
            diagnostics.Error("digest", span, $"the digest of {named} can't be found: {e.Message}");
            return image;
        }
    }
}
