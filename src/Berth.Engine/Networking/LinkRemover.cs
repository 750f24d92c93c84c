using Berth.Linux;

namespace Berth.Engine;

/// <summary>
/// Deletes links behind everybody's back: the kernel waits tens of milliseconds for each until nobody can be using it any more. What the process doesn't get
/// to, the next engine sweeps.
/// </summary>
internal sealed class LinkRemover : IDisposable
{
    private readonly NetlinkSocket _route = new(NetlinkProtocol.Route);
    private readonly NetlinkBatch _batch = new();
    private readonly List<string> _waiting = [];
    private readonly Lock _gate = new();
    private readonly Action<Exception> _failed;
    private Task _work = Task.CompletedTask;
    private bool _working;

    /// <summary>Works in the calling thread's network namespace.</summary>
    public LinkRemover(Action<Exception> failed) => _failed = failed;

    public void Remove(string link)
    {
        lock (_gate)
        {
            _waiting.Add(link);
            if (!_working)
            {
                _working = true;
                _work = Task.Run(Work);
            }
        }
    }

    /// <summary>Waits until all is done.</summary>
    public void Dispose()
    {
        Task work;
        lock (_gate)
        {
            work = _work;
        }

        work.Wait();
        _route.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            string[] links;
            lock (_gate)
            {
                links = [.. _waiting];
                _waiting.Clear();
                if (links.Length == 0)
                {
                    _working = false;
                    return;
                }
            }

            try
            {
                foreach (string link in links)
                {
                    _batch.DeleteLink(link).Tolerate(Errno.ENODEV);
                }

                _route.Send(_batch);
            }
            catch (LinuxException e)
            {
                _failed(e);
            }
        }
    }
}
