using System.Text;
using Berth.Docker;

namespace Berth.Build;

/// <summary>RUN: a command in a container of the image so far.</summary>
/// <param name="containers">The engine's containers.</param>
/// <param name="request">The build.</param>
/// <param name="planner">Finds what its mounts show.</param>
/// <param name="maker">Makes its mounts.</param>
internal sealed class RunStep(IContainers containers, BuildRequest request, MountPlanner planner, MountMaker maker)
{
    /// <summary>The security of a step that has all rights.</summary>
    public const string Insecure = "insecure";

    private const string Sandbox = "sandbox", Entitlement = "security.insecure";

    /// <summary>The command's words, here-documents put in.</summary>
    public static IReadOnlyList<string> Words(Instruction.Run run, ImageState state)
    {
        var heredocs = run.Source.Heredocs;
        if (!run.Command.IsShell || heredocs.Count == 0) return ConfigSteps.CommandOf(run.Command, state);

        string text = run.Command.Words[0];
        bool isScript = heredocs.Count == 1 && HeredocMarks.Remove(text).Length == 0;
        if (!isScript) return [.. state.Shell, text + "\n" + string.Concat(heredocs.Select(h => h.Content + h.Name + "\n"))];
        string script = heredocs[0].Content;
        if (!script.StartsWith("#!", StringComparison.Ordinal)) return [.. state.Shell, script];

        // A script with an interpreter of its own: the shell writes it out and runs it.
        string end = "BERTH_END_OF_SCRIPT";
        return [.. state.Shell, $"f=$(mktemp) && cat > \"$f\" <<'{end}'\n{script}{end}\nchmod +x \"$f\" && \"$f\"; s=$?; rm -f \"$f\"; exit $s"];
    }

    /// <summary>Refuses what this builder can't do, before anything runs.</summary>
    public void Check(Instruction.Run run)
    {
        int line = run.Source.Line;
        if (run.Security is not (null or Sandbox or Insecure)) throw new DockerfileException(line, $"security mode \"{run.Security}\" is not valid: {Sandbox} or {Insecure}");
        if (run.Security == Insecure && !request.Entitlements.Contains(Entitlement)) throw new DockerfileException(line, $"{Entitlement} is not allowed: the step has all rights on this machine; if it may, build with --allow {Entitlement}");
        if (run.Network is not (null or "default" or "none" or "host")) throw new DockerfileException(line, $"invalid network mode: {run.Network} (default, none or host)");
    }

    /// <summary>Its mounts, their files found.</summary>
    public Task<IReadOnlyList<PlannedMount>> PlanMountsAsync(Instruction.Run run, ImageState state, WordExpander expander, CancellationToken cancel) => planner.PlanAsync(run, state, expander, cancel);

    /// <summary>Runs it to its end.</summary>
    /// <returns>The container, with what the command changed.</returns>
    /// <exception cref="DockerfileException">It ended with another status than 0.</exception>
    public async Task<StepContainer> RunAsync(
        Instruction.Run run, IReadOnlyList<string> words, IReadOnlyList<string> variables, IReadOnlyList<PlannedMount> planned, ImageState state, StageOutput output, CancellationToken cancel)
    {
        await using var mounts = await maker.MakeAsync(planned, run.Source.Line, cancel).ConfigureAwait(false);
        variables = [.. variables, .. mounts.Variables];
        var config = new ContainerConfig
        {
            // An entry point of its own keeps the image's out.
            Entrypoint = [words[0]],
            Cmd = [.. words.Skip(1)],
            Env = variables.Count > 0 ? [.. variables] : null,
            AttachStdout = true,
            AttachStderr = true,
            Healthcheck = new HealthConfig { Test = ["NONE"] },
        };
        var container = await StepContainer.CreateAsync(containers, state, config, Host(run) with { Mounts = mounts.Mounts }, cancel).ConfigureAwait(false);
        try
        {
            container.HasRun = true;
            output.Write($" ---> Running in {container.Id[..12]}\n");
            await using var stream = await containers.AttachAsync(container.Id, new AttachOptions { Stream = true, Stdout = true, Stderr = true }, cancel).ConfigureAwait(false);
            using var wait = await containers.WaitAsync(container.Id, WaitCondition.NextExit, cancel).ConfigureAwait(false);
            await containers.StartAsync(container.Id, null, cancel).ConfigureAwait(false);
            await PumpAsync(stream, output, cancel).ConfigureAwait(false);
            long status = (await wait.Result.WaitAsync(cancel).ConfigureAwait(false)).StatusCode;
            if (status != 0) throw new DockerfileException(run.Source.Line, $"The command '{string.Join(' ', words)}' returned a non-zero code: {status}") { Code = (int)status };
            return container;
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private HostConfig Host(Instruction.Run run) => new()
    {
        NetworkMode = run.Network is null or "default" ? request.NetworkMode : run.Network,
        ExtraHosts = request.ExtraHosts.Count > 0 ? request.ExtraHosts : null,
        Privileged = run.Security == Insecure,
        SecurityOpt = request.SecurityOpt.Count > 0 ? request.SecurityOpt : null,
        Ulimits = request.Ulimits.Count > 0 ? request.Ulimits : null,
        ShmSize = request.ShmSize,
        Memory = request.Memory,
        MemorySwap = request.MemorySwap,
        CpuShares = request.CpuShares,
        CpuPeriod = request.CpuPeriod,
        CpuQuota = request.CpuQuota,
        CpusetCpus = request.CpusetCpus,
        CpusetMems = request.CpusetMems,
        CgroupParent = request.CgroupParent,
        LogConfig = new LogConfig { Type = "none" },
    };

    private static async Task PumpAsync(AttachedStream stream, StageOutput output, CancellationToken cancel)
    {
        var frames = default(StdCopyReader);
        var decoder = Encoding.UTF8.GetDecoder();
        var buffer = new byte[32768];
        var text = new char[32769];
        for (int n; (n = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
        {
            ReadOnlyMemory<byte> data = buffer.AsMemory(0, n);
            while (frames.TryRead(ref data, out _, out var content))
            {
                int chars = decoder.GetChars(content.Span, text, flush: false);
                if (chars > 0) output.Write(new string(text, 0, chars));
            }
        }
    }
}
