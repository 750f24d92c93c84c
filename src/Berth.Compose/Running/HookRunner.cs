using Berth.Docker;

namespace Berth.Compose;

/// <summary>Runs a project's commands in its containers: lifecycle hooks, and what follows a change of files.</summary>
internal sealed class HookRunner(EngineCalls engine)
{
    /// <summary>Runs one to its end; what it prints last is told if it fails.</summary>
    /// <exception cref="ComposeException">It failed.</exception>
    public async Task RunAsync(string id, ServiceHook hook, CancellationToken cancel)
    {
        TailBuffer output = new();
        int code = await RunAsync(id, hook, output.FillAsync, cancel).ConfigureAwait(false);
        if (code != 0) throw new ComposeException(hook.Span, $"hook exited with status {code}{output.AsQuotation()}");
    }

    /// <summary>Runs one to its end.</summary>
    /// <returns>Its exit status.</returns>
    public async Task<int> RunAsync(string id, ServiceHook hook, Func<AttachedStream, CancellationToken, Task> read, CancellationToken cancel)
    {
        var request = new ExecCreateRequest
        {
            Cmd = hook.Command ?? [],
            User = hook.User,
            Privileged = hook.Privileged,
            WorkingDir = hook.WorkingDir,
            Env = [.. hook.Environment.Select(e => e.Value is null ? e.Key : e.Key + "=" + e.Value)],
            AttachStdout = true,
            AttachStderr = true,
        };
        string exec = await engine.Execs.CreateAsync(id, request, cancel).ConfigureAwait(false);
        await using (var stream = await engine.Execs.StartAsync(exec, new ExecStartRequest(), cancel).ConfigureAwait(false))
        {
            if (stream is not null) await read(stream, cancel).ConfigureAwait(false);
        }

        return (await engine.Execs.InspectAsync(exec, cancel).ConfigureAwait(false)).ExitCode ?? 0;
    }
}
