namespace Berth.Compose;

/// <summary>How a path at a place becomes absolute.</summary>
internal delegate YamlNode PathRule(PathResolver resolver, YamlNode node);

/// <summary>Phase: makes relative paths start at the project directory.</summary>
internal sealed class PathResolver(string folder, LoadContext context)
{
    private static readonly PathRules<PathRule> Table = new(
    [
        new("services.*.build.context", static (resolver, node) => resolver.Context(node)),
        new("services.*.build.additional_contexts.*", static (resolver, node) => resolver.Context(node)),
        new("services.*.build.ssh.*", static (resolver, node) => resolver.AnySystem(node)),
        new("services.*.env_file.*.path", static (resolver, node) => resolver.Local(node)),
        new("services.*.label_file.*", static (resolver, node) => resolver.Local(node)),
        new("services.*.extends.file", static (resolver, node) => resolver.Extends(node)),
        new("services.*.develop.watch.*.path", static (resolver, node) => resolver.FollowLinks(resolver.Local(node))),
        new("services.*.volumes.*", static (resolver, node) => resolver.Mount(node)),
        new("configs.*.file", static (resolver, node) => resolver.AnySystem(node)),
        new("secrets.*.file", static (resolver, node) => resolver.AnySystem(node)),
        new("volumes.*", static (resolver, node) => resolver.BoundVolume(node)),
    ]);

    public static void Apply(YamlMap model, string folder, LoadContext context)
    {
        PathResolver resolver = new(folder, context);
        PathWalk.Rewrite(model, Table, (rule, node) => rule(resolver, node));
    }

    private static YamlNode Changed(YamlNode node, string text) => text == ((YamlScalar)node).Text ? node : YamlScalar.String(node.Span, text);

    private string ExpandHome(string path)
    {
        if (!path.StartsWith('~'))
        {
            return path;
        }

        if (context.Options.Environment.TryGetValue("HOME", out string? home) && home.Length > 0)
        {
            return GoPath.Join(home, path[1..]);
        }

        context.Diagnostics.Warning("home", default, $"\"~\" in {path} stays as it is: HOME is not set");
        return path;
    }

    private YamlNode Local(YamlNode node)
    {
        if (node is not YamlScalar { Kind: ScalarKind.String } scalar)
        {
            return node;
        }

        string path = ExpandHome(scalar.Text);
        return Changed(node, GoPath.IsAbsolute(path) || path.Length == 0 ? path : GoPath.Join(folder, path));
    }

    // A path of the engine's machine, which may run another system.
    private YamlNode AnySystem(YamlNode node)
    {
        if (node is not YamlScalar { Kind: ScalarKind.String } scalar)
        {
            return node;
        }

        string path = ExpandHome(scalar.Text);
        return Changed(node, GoPath.IsAbsolute(path) || GoPath.IsWindowsAbsolute(path) ? path : GoPath.Join(folder, path));
    }

    private YamlNode Context(YamlNode node)
    {
        if (node is not YamlScalar { Kind: ScalarKind.String } scalar)
        {
            context.Diagnostics.Error("wrong-type", node.Span, "a build context must be a string");
            return node;
        }

        bool elsewhere = scalar.Text.Contains("://", StringComparison.Ordinal) || scalar.Text.StartsWith("service:", StringComparison.Ordinal) || RemotePath.IsRemoteContext(scalar.Text);
        return elsewhere ? node : Local(node);
    }

    private YamlNode Extends(YamlNode node) => node is YamlScalar { Kind: ScalarKind.String } scalar && context.IsRemote(scalar.Text) ? node : Local(node);

    private YamlNode Mount(YamlNode node)
    {
        if (node is not YamlMap mount || mount.GetString("type") != "bind")
        {
            return node;
        }

        if (!mount.TryGetEntry("source", out YamlEntry source))
        {
            if (mount.IsDamaged)
            {
                return node;
            }

            context.Diagnostics.Error("missing", mount.Span, "a bind mount needs a source", "add \"source: PATH\", or \"type: volume\" for an anonymous volume");
            return node;
        }

        mount.Set("source", source.KeySpan, AnySystem(source.Value));
        return mount;
    }

    // driver: local with o: bind mounts a folder, whose path may be relative.
    private YamlNode BoundVolume(YamlNode node)
    {
        if (node is YamlMap volume && volume.GetString("driver") == "local" && volume.Get("driver_opts") is YamlMap options
            && options.GetString("o") == "bind" && options.TryGetEntry("device", out YamlEntry device))
        {
            options.Set("device", device.KeySpan, AnySystem(device.Value));
        }

        return node;
    }

    // The first link on the way is replaced by where it leads.
    private YamlNode FollowLinks(YamlNode node)
    {
        if (node is not YamlScalar { Kind: ScalarKind.String } scalar)
        {
            return node;
        }

        string path = scalar.Text;
        for (int slash = path.IndexOf('/', Math.Min(1, path.Length)); ; slash = path.IndexOf('/', slash + 1))
        {
            string part = slash < 0 ? path : path[..slash];
            if (part.Length > 0 && context.Options.FileAccess.LinkTarget(context.Absolute(part)) is { } target)
            {
                return YamlScalar.String(node.Span, target + path[part.Length..]);
            }

            if (slash < 0)
            {
                return node;
            }
        }
    }
}
