using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>What each request does.</summary>
internal sealed class Requests(ContainerLife life, StartRequest request, Action started) : IRequestHandler
{
    public void Handle(PendingReply pending, MonitorRequest asked, List<SafeFileHandle> files)
    {
        switch (asked)
        {
            case MonitorRequest.Hello:
                pending.Done(new MonitorReply { Number = pending.Number, Record = life.Record });
                break;
            case MonitorRequest.Watch:
                pending.Connection.Watches = true;
                pending.Done(new MonitorReply { Number = pending.Number, Record = life.Record });
                break;
            case MonitorRequest.Start:
                Start(pending, files);
                break;
            case MonitorRequest.Stop stop:
                life.Stop(pending, stop.Number > 0 ? stop.Number : request.Stop.Signal, stop.Seconds ?? request.Stop.TimeoutSeconds);
                break;
            case MonitorRequest.Signal signal:
                life.Signal(pending, signal.Number, signal.Manual);
                break;
            case MonitorRequest.Exec or MonitorRequest.ExecSignal:
                HandleExec(pending, asked, files);
                break;
            case MonitorRequest.Attach or MonitorRequest.Resize:
                HandleStreams(pending, asked, files);
                break;
            default:
                HandleSettings(pending, asked, files);
                break;
        }
    }

    private void Start(PendingReply pending, List<SafeFileHandle> files)
    {
        if (life.Record.Phase != ContainerPhase.Created)
        {
            pending.Refused("the container has been started already");
            return;
        }
        started();
        int first = request.Namespaces.HostNetwork ? 0 : 1;
        if (files.Count != first + request.Ports.Count)
        {
            pending.Failed(new MonitorError(MonitorErrorKind.BadRequest, "", 0, $"{first + request.Ports.Count} descriptors are expected with start, {files.Count} came"));
            return;
        }
        if (first == 1)
        {
            life.Resources.Network = files[0];
        }
        life.Ports.Hold(request.Ports, files[first..]);
        files.Clear();
        life.Start(pending);
    }

    private void HandleExec(PendingReply pending, MonitorRequest asked, List<SafeFileHandle> files)
    {
        if (asked is MonitorRequest.ExecSignal signal)
        {
            life.Execs.Signal(pending, signal.Id, signal.Number);
        }
        else if (life.Process is null)
        {
            pending.Refused("the container is not running");
        }
        else
        {
            life.Execs.Start(pending, (MonitorRequest.Exec)asked, files);
        }
    }

    private void HandleStreams(PendingReply pending, MonitorRequest asked, List<SafeFileHandle> files)
    {
        if (asked is MonitorRequest.Resize resize)
        {
            life.Streams.Resize(resize.Rows, resize.Columns);
        }
        else if (asked is MonitorRequest.Attach attach)
        {
            if (files.Count != 1 || life.Record.Phase == ContainerPhase.Exited)
            {
                pending.Refused(files.Count != 1 ? "attach needs one stream" : "the container has ended");
                return;
            }
            life.Streams.Attachments.Add(files[0], attach.Input, attach.Output, attach.Error);
            files.Clear();
        }
        pending.Done();
    }

    private void HandleSettings(PendingReply pending, MonitorRequest asked, List<SafeFileHandle> files)
    {
        switch (asked)
        {
            case MonitorRequest.Update update:
                life.Policy.Request = update.Restart;
                pending.Done();
                break;
            case MonitorRequest.PauseHealth pause:
                life.Health?.Paused = pause.Paused;
                pending.Done();
                break;
            case MonitorRequest.Ports ports:
                life.Ports.Hold(ports.Held, files);
                files.Clear();
                pending.Done();
                break;
            case MonitorRequest.Resolver resolver:
                ChangeResolver(pending, resolver);
                break;
            case MonitorRequest.Namespace:
                SendNamespace(pending);
                break;
            default:
                pending.Failed(new MonitorError(MonitorErrorKind.BadRequest, "", 0, "this monitor can't do that"));
                break;
        }
    }

    private void ChangeResolver(PendingReply pending, MonitorRequest.Resolver resolver)
    {
        try
        {
            life.Names.Apply(resolver.Tables);
            pending.Done();
        }
        catch (LinuxException e)
        {
            pending.Failed(new MonitorError(MonitorErrorKind.Other, "names", e.Errno, $"the container's name server can't be set up: {e.Message}"));
        }
    }

    private void SendNamespace(PendingReply pending)
    {
        if (life.Resources.Root is not { } root)
        {
            pending.Refused("the container is not running");
            return;
        }
        var reply = new MonitorReply { Number = pending.Number };
        if (life.Resources.Network is { } network)
        {
            pending.Done(reply, root, network);
        }
        else
        {
            pending.Done(reply, root);
        }
    }
}
