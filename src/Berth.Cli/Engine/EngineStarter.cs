using System.Text;
using Berth.Docker;
using Berth.Linux;
using Microsoft.Win32.SafeHandles;

namespace Berth.Cli;

/// <summary>
/// Starts this machine's engine. Of several first commands one starts it, under a lock, and the others find it there. The engine says
/// through a pipe when it serves, or why it doesn't.
/// </summary>
/// <remarks>
/// The engine is started as <c>berth engine --root R --run R --ready-fd 3</c>. When its socket accepts connections it writes <c>ready</c> and a line's
/// end to descriptor 3 and closes it; if it can't start it writes the reason for the user instead. It outlives this process, so nothing of the
/// caller's may hang on it: session, terminal, working folder, cgroup, umask, environment, descriptors.
/// </remarks>
internal static class EngineStarter
{
    private const string DefaultRun = "/run/berth";
    private const string DefaultRoot = "/var/lib/berth";
    private const string Ready = "ready";
    private const int FolderMode = 0x1ED;   // 0755
    private const int LogMode = 0x1A0;      // 0640

    /// <summary>Starts the engine if nobody has meanwhile, waits until it serves, and connects.</summary>
    /// <exception cref="DockerException">It can't be started; the message says why.</exception>
    public static SafeFileHandle Start(string socket, GlobalOptions globals)
    {
        var run = Path.GetFullPath(globals.Run ?? DefaultRun);
        var root = Path.GetFullPath(globals.Root ?? DefaultRoot);
        try
        {
            Directory.CreateDirectory(run, (UnixFileMode)FolderMode);
            using var guard = FileCalls.Open(Path.Combine(run, "start.lock"), OpenFlags.ReadWrite | OpenFlags.Create, LogMode);
            FileCalls.Lock(guard);
            return TryConnect(socket) ?? StartLocked(socket, root, run);
        }
        catch (LinuxException e)
        {
            throw Failed(Reason(e.Errno, e.Message), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Failed(Reason(Errno.EACCES, $"{run}: permission denied"), e);
        }
    }

    /// <summary>The environment that the engine gets: what it is configured by, and nothing else of the caller's.</summary>
    public static List<string> Environment()
    {
        var environment = new List<string> { "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8" };
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (name.StartsWith("BERTH_", StringComparison.Ordinal) || IsProxy(name) || name is "SSL_CERT_FILE" or "SSL_CERT_DIR" or "TZ")
                environment.Add($"{name}={variable.Value}");
        }
        return environment;
    }

    private static SafeFileHandle StartLocked(string socket, string root, string run)
    {
        var (reader, writer) = FileCalls.Pipe();
        using (reader)
        {
            using (writer)
            using (var engine = EngineExecutable.Open())
            using (var nothing = FileCalls.Open("/dev/null", OpenFlags.ReadOnly))
            using (var log = FileCalls.Open(Path.Combine(run, "engine.log"), OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append, LogMode))
            {
                var program = new SyscallProgram()
                    .NewSession()
                    .ChangeFolder("/")
                    .SetUmask(0x12 /* 022 */)
                    .SetStandardStreams(nothing, log, log)
                    .PassDescriptors([writer])
                    .ResetSignals()
                    .Execute(engine, "berth engine", ["berth", "engine", "--root", root, "--run", run, "--ready-fd", "3"], Environment());
                using var started = program.Start();
                LeaveCgroup(started.Pid);
            }
            var answer = ReadAll(reader);
            if (answer.StartsWith(Ready, StringComparison.Ordinal))
                return TryConnect(socket) ?? throw Failed($"it serves, but not at {socket}", null);
            throw Failed(answer.Length > 0 ? answer.Trim() : $"it ended without a word; its log is {Path.Combine(run, "engine.log")}", null);
        }
    }

    // The caller's cgroup may be a service's or a container's, which its end would take the engine with.
    private static void LeaveCgroup(int pid)
    {
        foreach (var folder in CgroupRoots())
        {
            try
            {
                using var members = FileCalls.Open(folder + "/cgroup.procs", OpenFlags.WriteOnly);
                FileCalls.Write(members, Encoding.ASCII.GetBytes($"{pid}"));
            }
            catch (LinuxException)
            {
                // Not a cgroup's folder, or not ours to write: the engine stays where it is.
            }
        }
    }

    private static string[] CgroupRoots()
    {
        const string Mount = "/sys/fs/cgroup";
        if (File.Exists(Mount + "/cgroup.procs"))
            return [Mount];
        return Directory.Exists(Mount) ? Directory.GetDirectories(Mount) : [];
    }

    private static SafeFileHandle? TryConnect(string socket)
    {
        try
        {
            return UnixSocket.Connect(socket, UnixSocketKind.Stream);
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.ECONNREFUSED)
        {
            return null;
        }
    }

    private static string ReadAll(SafeFileHandle reader)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        int count;
        while ((count = FileCalls.Read(reader, buffer)) > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            if (text.Length == Ready.Length + 1 && text[^1] == '\n' && text.ToString(0, Ready.Length) == Ready)
                break;
        }
        return text.ToString();
    }

    private static bool IsProxy(string name) => name.ToUpperInvariant() is "HTTP_PROXY" or "HTTPS_PROXY" or "NO_PROXY" or "ALL_PROXY";

    private static string Reason(int errno, string message) =>
        errno is Errno.EACCES or Errno.EPERM or Errno.EROFS ? $"{message}; run it as root, or point DOCKER_HOST at an engine that runs" : message;

    private static DockerException Failed(string reason, Exception? cause) => new(DockerErrorKind.Unreachable, "the engine can't be started: " + reason, cause);
}
