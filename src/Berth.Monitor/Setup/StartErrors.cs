using Berth.Linux;
using Berth.Supervision;

namespace Berth.Monitor;

/// <summary>What a step that failed means to a user, in Docker's words where it has any.</summary>
internal static class StartErrors
{
    public static MonitorError Explain(LinuxException error, ProcessRequest process)
    {
        string step = error.Path is { Length: > 0 } path ? $"{error.Call} {path}" : error.Call;
        return error.Call switch
        {
            "execve" => Execute(error.Errno, step, process.Arguments[0]),
            "chdir" when error.Path == process.WorkingFolder =>
                new MonitorError(Kind(error.Errno), step, error.Errno, $"chdir to cwd (\"{process.WorkingFolder}\") set in config.json failed: {Errno.Text(error.Errno)}"),
            _ => new MonitorError(MonitorErrorKind.Other, step, error.Errno, error.Message),
        };
    }

    // What decides the exit code, in Docker's order: not permitted, not there, anything else.
    private static MonitorErrorKind Kind(int errno) => errno switch
    {
        Errno.EACCES => MonitorErrorKind.NotExecutable,
        Errno.ENOENT => MonitorErrorKind.NotFound,
        _ => MonitorErrorKind.Other,
    };

    // A name without a slash was looked for along PATH: what may not be run there is as good as not there.
    private static MonitorError Execute(int errno, string step, string command)
    {
        bool searched = !command.Contains('/', StringComparison.Ordinal);
        return errno switch
        {
            Errno.ENOENT or Errno.ENOTDIR or Errno.EACCES when searched =>
                new MonitorError(MonitorErrorKind.NotFound, step, errno, $"exec: \"{command}\": executable file not found in $PATH"),
            Errno.ENOENT or Errno.ENOTDIR => new MonitorError(MonitorErrorKind.NotFound, step, errno, $"exec: \"{command}\": stat {command}: {Errno.Text(errno)}"),
            _ => new MonitorError(MonitorErrorKind.NotExecutable, step, errno, $"exec: \"{command}\": {Errno.Text(errno)}"),
        };
    }
}
