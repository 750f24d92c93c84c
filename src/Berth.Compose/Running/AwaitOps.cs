using Berth.Docker;

namespace Berth.Compose;

/// <summary>The steps that wait for a container, told by the engine's events.</summary>
internal sealed class AwaitOps(ComposeProject project, EngineCalls engine, IProgress<PlanProgress> progress, Action<string> warn) : IAsyncDisposable
{
    // Compose looks for the first time when this has passed: what falls over at once isn't taken for running.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    private ContainerWatch? _watch;

    /// <summary>Begins to listen, if the plan waits for anything, before its first step.</summary>
    public async Task PrepareAsync(Plan plan, CancellationToken cancel)
    {
        if (_watch is null && plan.Nodes.Any(n => n.Op is PlanOp.AwaitContainer)) _watch = await ContainerWatch.StartAsync(engine, project.Name, cancel).ConfigureAwait(false);
    }

    /// <summary>Returns when the condition holds; throws when it can't any more.</summary>
    public async Task DoAsync(PlanOp.AwaitContainer op, CancellationToken cancel)
    {
        string subject = "Container " + op.Name;
        progress.Report(new PlanProgress(subject, "Waiting", PlanProgressKind.Working));
        bool settled = false;
        while (true)
        {
            var next = _watch!.Next(op.Id);
            var found = await engine.Containers.InspectAsync(op.Id, cancel: cancel).ConfigureAwait(false);
            var (isMet, problem) = Look(op, found);
            if (problem is not null)
            {
                await FailAsync(op, subject, problem, found, cancel).ConfigureAwait(false);
                return;
            }

            if (isMet && found.State is { Running: true, Health: null } && !settled)
            {
                settled = await Task.WhenAny(next, Task.Delay(Settling, cancel)).ConfigureAwait(false) != next;
                cancel.ThrowIfCancellationRequested();
                continue;
            }

            if (isMet)
            {
                progress.Report(new PlanProgress(subject, found.State.Running ? "Healthy" : "Exited", PlanProgressKind.Done));
                return;
            }

            await next.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _watch?.DisposeAsync() ?? default;

    private static (bool IsMet, string? Problem) Look(PlanOp.AwaitContainer op, ContainerInspect found)
    {
        var state = found.State;
        bool ended = state.Status is "exited" or "dead";
        if (op.Condition == AwaitedCondition.Completed)
        {
            if (!ended) return (false, null);
            return state.ExitCode == 0 ? (true, null) : (false, $"service \"{op.ServiceName}\" didn't complete successfully: exit {state.ExitCode}");
        }

        // One that has done its work is done.
        if (ended) return op.Condition == AwaitedCondition.RunningOrHealthy && state.ExitCode == 0 ? (true, null) : (false, $"container {op.Name} exited ({state.ExitCode})");
        if (state.Health is null)
        {
            if (op.Condition == AwaitedCondition.RunningOrHealthy) return (state.Running, null);
            return (false, $"container {op.Name} has no healthcheck configured");
        }

        return state.Health.Status switch
        {
            "healthy" => (true, null),
            "unhealthy" => (false, $"container {op.Name} is unhealthy"),
            _ => (false, null),
        };
    }

    private async Task FailAsync(PlanOp.AwaitContainer op, string subject, string problem, ContainerInspect found, CancellationToken cancel)
    {
        if (!op.Required)
        {
            warn(op.Condition == AwaitedCondition.Completed
                ? $"optional dependency \"{op.ServiceName}\" didn't complete successfully: exit {found.State.ExitCode}"
                : $"optional dependency \"{op.ServiceName}\" failed to start: {problem}");
            progress.Report(new PlanProgress(subject, $"Skipped: optional dependency \"{op.ServiceName}\"", PlanProgressKind.Warning));
            return;
        }

        progress.Report(new PlanProgress(subject, "Error", PlanProgressKind.Error));
        string text = op.Condition == AwaitedCondition.Healthy ? "dependency failed to start: " + problem : problem;
        throw new ComposeException(text + Check(found) + await LogAsync(op, cancel).ConfigureAwait(false));
    }

    private static string Check(ContainerInspect found)
    {
        var last = found.State.Health is { Log: [.., var result] } ? result : null;
        if (last is null) return "";
        string output = last.Output.Trim();
        return $"\n  its last health check ended with status {last.ExitCode}" + (output.Length == 0 ? "" : ":\n    " + output.ReplaceLineEndings("\n    "));
    }

    private async Task<string> LogAsync(PlanOp.AwaitContainer op, CancellationToken cancel)
    {
        try
        {
            var tail = new TailBuffer();
            await using var output = await engine.Containers.LogsAsync(op.Id, new LogOptions { Stdout = true, Stderr = true, Tail = 10 }, cancel).ConfigureAwait(false);
            await tail.FillAsync(output, cancel).ConfigureAwait(false);
            string quotation = tail.AsQuotation();
            return quotation.Length == 0 ? "" : $"\n  the end of the log of {op.Name}:{quotation}";
        }
        catch (DockerException)
        {
            // The failure itself is what counts; a log that can't be read adds nothing.
            return "";
        }
    }
}
