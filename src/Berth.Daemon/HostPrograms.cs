using Berth.Build;
using Berth.Linux;

namespace Berth.Daemon;

/// <summary>Starts the host's own programs for the builder.</summary>
internal sealed class HostPrograms(string folder) : IHostPrograms
{
    private const int LongestComplaint = 4096;
    private static readonly string[] s_places = ["/usr/local/bin", "/usr/bin", "/bin"];

    /// <inheritdoc/>
    public async Task<(int Status, string Error)?> RunAsync(string name, IReadOnlyList<string> arguments, string folder, CancellationToken cancel)
    {
        if (Array.Find(s_places, place => File.Exists($"{place}/{name}")) is not { } place)
        {
            return null;
        }

        string complaints = Path.Combine(Folder(), "complaints-" + Guid.NewGuid().ToString("N"));
        try
        {
            using var program = FileCalls.Open(FileCalls.WorkingFolder, $"{place}/{name}", OpenFlags.PathOnly);
            using var error = FileCalls.Open(FileCalls.WorkingFolder, complaints, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Exclusive, 0x180 /* 0600 */);
            using var process = ProcessLauncher.Launch(new LaunchRequest
            {
                Program = program,
                Name = name,
                Arguments = [name, .. arguments],
                Environment = [$"PATH={string.Join(':', s_places)}", "HOME=/root", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C"],
                Error = error,
                WorkingFolder = folder,
            });
            using var killed = cancel.Register(() => Pidfd.Signal(process.Handle, Signals.Kill));
            var status = await Task.Factory.StartNew(() => Pidfd.Wait(process.Handle), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            string text = await File.ReadAllTextAsync(complaints, cancel).ConfigureAwait(false);
            return (status.ShellCode, text.Length > LongestComplaint ? text[^LongestComplaint..] : text);
        }
        finally
        {
            File.Delete(complaints);
        }
    }

    private string Folder() => Directory.CreateDirectory(folder).FullName;
}
