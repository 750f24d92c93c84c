using System.Collections.Concurrent;
using Berth.Docker;

namespace Berth.Compose;

/// <summary>Carries plans out, as parallel as their order allows. It decides nothing: what to do stands in the plan.</summary>
internal sealed class PlanExecutor : IAsyncDisposable
{
    private readonly IProgress<PlanProgress> _progress;
    private readonly SemaphoreSlim? _limit;
    private readonly ContainerOps _containers;
    private readonly ResourceOps _resources;
    private readonly ImageOps _images;
    private readonly AwaitOps _awaits;

    /// <summary>An executor for one project.</summary>
    /// <param name="project">The project; one with a name alone where its files aren't known.</param>
    /// <param name="engine">Whom to call.</param>
    /// <param name="hashes">For the labels of what is made.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="warn">Told of what the user should know.</param>
    /// <param name="options">How calls are made.</param>
    public PlanExecutor(
        ComposeProject project, EngineCalls engine, ConfigHashes hashes, IProgress<PlanProgress> progress, Action<string> warn, ComposeAppOptions options)
    {
        _progress = progress;
        _limit = options.Parallel > 0 ? new SemaphoreSlim(options.Parallel) : null;
        _containers = new ContainerOps(project, engine, hashes, progress, warn);
        _resources = new ResourceOps(project, engine, hashes, progress);
        _images = new ImageOps(project, engine, options, progress);
        _awaits = new AwaitOps(project, engine, progress, warn);
    }

    /// <summary>Tells which containers services already have, for references to them.</summary>
    public void Know(IEnumerable<ObservedContainer> containers) => _containers.Know(containers);

    /// <summary>Does all steps. After a failure no further step begins, those that run come to their end, and the first failure is thrown.</summary>
    public async Task ExecuteAsync(Plan plan, CancellationToken cancel)
    {
        await _awaits.PrepareAsync(plan, cancel).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var failures = new ConcurrentQueue<Exception>();
        var tasks = new Task<bool>[plan.Nodes.Count];
        foreach (var node in plan.Nodes) tasks[node.Id] = RunAsync(node, tasks, failures, stop, cancel);
        await Task.WhenAll(tasks).ConfigureAwait(false);
        if (failures.TryPeek(out var first)) throw first is DockerException or ComposeException or OperationCanceledException ? first : new ComposeException(first.Message);
        cancel.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _awaits.DisposeAsync().ConfigureAwait(false);
        _limit?.Dispose();
    }

    private async Task<bool> RunAsync(PlanNode node, Task<bool>[] tasks, ConcurrentQueue<Exception> failures, CancellationTokenSource stop, CancellationToken cancel)
    {
        foreach (var before in node.After)
        {
            if (!await tasks[before.Id].ConfigureAwait(false)) return false;
        }

        bool holds = false;
        try
        {
            // A wait is not a call: it must not keep others from being made.
            if (_limit is not null && node.Op is not PlanOp.AwaitContainer)
            {
                await _limit.WaitAsync(stop.Token).ConfigureAwait(false);
                holds = true;
            }

            stop.Token.ThrowIfCancellationRequested();
            await DoAsync(node.Op, node.Op is PlanOp.AwaitContainer ? stop.Token : cancel).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is DockerException or ComposeException or IOException or UnauthorizedAccessException)
        {
            failures.Enqueue(e);
            _progress.Report(new PlanProgress(node.Op.Subject, "Error", PlanProgressKind.Error));
            await stop.CancelAsync().ConfigureAwait(false);
            return false;
        }
        finally
        {
            if (holds) _limit!.Release();
        }
    }

    private Task DoAsync(PlanOp op, CancellationToken cancel) => op switch
    {
        PlanOp.PullImage or PlanOp.BuildImage or PlanOp.RemoveImage => _images.DoAsync(op, cancel),
        PlanOp.CreateNetwork or PlanOp.DisconnectNetwork or PlanOp.RemoveNetwork or PlanOp.CreateVolume or PlanOp.RemoveVolume => _resources.DoAsync(op, cancel),
        PlanOp.AwaitContainer wait => _awaits.DoAsync(wait, cancel),
        _ => _containers.DoAsync(op, cancel),
    };
}
