using System.Net.Sockets;
using Berth.Daemon;
using Berth.Docker;
using Berth.Images;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

if (args is ["dial", .. var dialed])
{
    using var caller = new Socket(new SafeSocketHandle(0, ownsHandle: false));
    return await DialRole.RunAsync(dialed, caller);
}

if (args is ["compose-files", .. var wanted])
{
    using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read);
    using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write);
    return await ComposeFilesRole.RunAsync(wanted, input, output);
}

// Containers' first processes share memory with a monitor for a moment, monitors with this process: nobody else may look into it.
CurrentProcess.SetDumpable(false);
CurrentProcess.SetUmask(0x12 /* 022 */);
using var log = new DaemonLog(TimeProvider.System);
var version = typeof(DaemonOptions).Assembly.GetName().Version?.ToString(3) ?? "0";
ReadyNotice? notice = null;
try
{
    var options = OptionReader.Read(args, Environment.GetEnvironmentVariable, path => File.Exists(path) ? File.ReadAllBytes(path) : null);
    if (options.ShowHelp || options.ShowVersion)
    {
        log.Plain(options.ShowHelp ? OptionTable.Help : $"berth engine version {version}\n");
        return 0;
    }

    notice = new ReadyNotice(options.ReadyDescriptor);
    if (MachineCheck.MissingEssentials() is { Count: > 0 } missing)
    {
        throw new OptionException(string.Join('\n', missing.Select(finding => finding.ToSentence())));
    }

    await new EngineProcess(options, version, log).RunAsync(notice);
    return 0;
}
catch (Exception e) when (e is OptionException or DockerException or ImageException or IOException or UnauthorizedAccessException)
{
    log.Write($"the engine can't run: {e.Message}");
    notice?.Failed(e.Message);
    return 1;
}
finally
{
    notice?.Dispose();
}
