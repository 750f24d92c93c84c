using Berth.Supervision;

namespace Berth.Monitor.Tests;

public class RunTests
{
    [Fact]
    public async Task A_command_runs_and_its_exit_code_is_recorded()
    {
        Assert.SkipUnless(BusyboxRoot.Available, BusyboxRoot.Needs);
        await using var container = new Container(null, "sh", "-c", "echo out; echo err >&2; exit 3");
        MonitorRecord record = await container.RunAsync();
        Assert.Equal(3, record.ExitCode);
        Assert.Equal(ContainerPhase.Exited, record.Phase);
        Assert.Equal([("stderr", "err\n"), ("stdout", "out\n")], container.Log.Order());
        Assert.False(await container.Died);
        Assert.Equal(3, container.Record.ExitCode);
    }
}
