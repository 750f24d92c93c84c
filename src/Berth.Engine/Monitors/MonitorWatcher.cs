using Berth.Supervision;

namespace Berth.Engine;

/// <summary>Posts what a monitor tells to its container's loop, so that it is taken in after what was told before.</summary>
internal sealed class MonitorWatcher(Container container, ContainerEnder ender, Func<bool> closing, Action<string> log) : IMonitorEvents
{
    private readonly int _number = container.MonitorNumber;

    public void Happened(MonitorEvent happening) => Post(() => ender.HandleAsync(container, happening));

    public void Ended(bool died)
    {
        // An engine that ends lets go of its monitors; they and their containers go on.
        if (died && !closing())
        {
            Post(() => ender.LostAsync(container));
        }
    }

    // Nobody waits for it: a container that is gone has nothing to be told any more.
    private void Post(Func<Task> act) => _ = container.RunAsync(async () =>
    {
        if (container.MonitorNumber != _number)
        {
            return;
        }

        try
        {
            await act().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // There is nobody to hand it to: the log is where it is handled.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log($"container {container.Record.Name}: what its monitor told could not be taken in: {e.Message}");
        }
    });
}
