using System.Text;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>What a build's steps may use of the caller's: the secrets of <c>build.secrets</c>, the SSH agents of <c>build.ssh</c>.</summary>
internal sealed class ImageBuildSecrets(ComposeProject project, EngineCalls engine)
{
    /// <summary>Finds out what is missing before anything is built.</summary>
    /// <exception cref="ComposeException">A secret or agent isn't there.</exception>
    public void Check(BuildConfig build, ImageBuildOptions options) => _ = (Read(build), Agents(build, options));

    /// <summary>The secrets, by the ids that the Dockerfile has for them.</summary>
    /// <exception cref="ComposeException">One's file or variable isn't there, or it has neither.</exception>
    public IReadOnlyDictionary<string, byte[]> Read(BuildConfig build)
    {
        var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var asked in build.Secrets)
        {
            string id = asked.Target.Length > 0 ? asked.Target : asked.Source;
            secrets[id] = At(asked.Span, () => Content(id, asked.Source));
        }

        At(build.SpanOf("secrets"), () =>
        {
            BuildSecrets.Check(secrets);
            return true;
        });
        return secrets;
    }

    /// <summary>Says which options of secrets have no effect.</summary>
    public static void Warn(BuildConfig build, IProgress<PlanProgress> progress)
    {
        foreach (var asked in build.Secrets.Where(s => s.Uid.Length > 0 || s.Gid.Length > 0 || s.Mode is not null))
        {
            progress.Report(new PlanProgress($"Secret {asked.Source}", "uid, gid and mode have no effect for builds: the Dockerfile's --mount=type=secret says them", PlanProgressKind.Warning));
        }
    }

    /// <summary>The agents' sockets, by the ids that the Dockerfile has for them.</summary>
    /// <exception cref="ComposeException">There is no such agent, or the engine is elsewhere.</exception>
    public IReadOnlyDictionary<string, ISshAgent> Agents(BuildConfig build, ImageBuildOptions options)
    {
        var agents = build.Ssh.ToDictionary(s => s.Id, ISshAgent (s) => At(build.SpanOf("ssh", s.Id), () => Find(s.Id, s.Path)), StringComparer.Ordinal);
        if (options.Ssh is { } given) agents[given.Id] = At(default, () => Find(given.Id, given.Path ?? ""));
        return agents;
    }

    private SshAgentSocket Find(string id, string path) =>
        SshAgents.Find(id, path.Length > 0 ? Path.Combine(project.WorkingDirectory, path) : "", project.Environment.GetValueOrDefault(SshAgents.Variable), engine.IsElsewhere);

    private byte[] Content(string id, string name)
    {
        var source = project.Secrets[name];
        if (source.External || (source.File.Length == 0 && source.Environment.Length == 0))
        {
            throw new ComposeException(source.Span, $"build.secrets only supports environment or file-based secrets: \"{name}\"");
        }

        if (source.File.Length > 0) return BuildSecrets.OfFile(id, source.File);
        return project.Environment.TryGetValue(source.Environment, out string? value)
            ? Encoding.UTF8.GetBytes(value)
            : throw new ComposeException(source.Span, $"environment variable \"{source.Environment}\" required by secret \"{name}\" is not set");
    }

    private static T At<T>(SourceSpan span, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DockerException e)
        {
            throw new ComposeException(span, e.Message);
        }
    }
}
