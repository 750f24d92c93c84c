using Berth.Linux;
using Berth.Monitor;

if (args is not [ContainerInit.Argument, ..])
{
    // First of all: until execve a container's process shares this one's memory, and nobody else may look at it. (An init process is one of the container's own.)
    CurrentProcess.SetDumpable(false);
}
return args switch
{
    [ContainerInit.Argument, .. var command] => InitRole.Run(command),
    [.., GzipRole.Argument] => GzipRole.Run(),
    ["monitor", var name, "--state", var state, "--run", var run] => MonitorRole.Run(name, state, run),
    _ => 2,
};
