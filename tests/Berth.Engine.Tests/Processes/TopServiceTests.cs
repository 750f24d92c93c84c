using Berth.Docker;

namespace Berth.Engine.Tests;

public class TopServiceTests
{
    [Theory]
    [InlineData("-ef", "UID PID PPID C STIME TTY TIME CMD")]
    [InlineData("aux", "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND")]
    [InlineData("-eo pid,comm", "PID COMMAND")]
    [InlineData("-o pid,user,args", "PID USER COMMAND")]
    [InlineData("-opid=ID,etime", "ID ELAPSED")]
    [InlineData("-e", "PID TTY TIME CMD")]
    public void Columns_are_those_of_ps(string arguments, string titles) => Assert.Equal(titles, string.Join(' ', TopService.Choose(arguments).Select(column => column.Title)));

    [Theory]
    [InlineData("zz")]
    [InlineData("-o nosuch")]
    [InlineData("--sort=pid")]
    public void Other_arguments_are_refused(string arguments) => Assert.Throws<DockerException>(() => TopService.Choose(arguments));

    [Fact]
    public void This_process_has_a_line()
    {
        var line = ProcessLine.Read(Environment.ProcessId)!;
        var columns = new ProcessColumns(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(-1), 1L << 30);

        Assert.Equal(Environment.ProcessId, line.Pid);
        Assert.Contains("Berth.Engine.Tests", line.Command, StringComparison.Ordinal);
        Assert.All(
            ["user", "pid", "ppid", "c", "stime", "tty", "time", "args", "pcpu", "pmem", "vsz", "rss", "stat", "etime", "lstart", "nlwp", "ni", "group"],
            column => Assert.NotEqual("", columns.Text(line, column)));
        Assert.Null(ProcessLine.Read(int.MaxValue));
    }
}
