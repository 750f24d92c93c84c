using System.Globalization;
using System.Text.Json;

namespace Berth.EndToEnd;

/// <summary>Runs a program on a terminal of its own and types into it as a user would.</summary>
internal static class Terminal
{
    // Text that is awaited is searched after what was found before; a step that types "@ROWSxCOLUMNS" changes the terminal's size.
    private const string Script = """
        import fcntl, json, os, pty, re, select, signal, struct, sys, termios, time
        rows, columns, steps, command = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4:]
        def size(rows, columns): fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        start, go = os.pipe()
        pid, master = pty.fork()
        if pid == 0:
            os.close(go); os.read(start, 1); os.execvp(command[0], command)
        size(rows, columns); os.close(start); os.close(go)
        seen, found, end = "", 0, time.monotonic() + 60
        def read():
            global seen
            if not select.select([master], [], [], max(0, end - time.monotonic()))[0]: raise TimeoutError
            try: data = os.read(master, 65536)
            except OSError: data = b""
            seen += data.decode(errors="replace")
            return bool(data)
        try:
            for awaited, typed in steps:
                while (at := seen.find(awaited, found)) < 0:
                    if not read(): raise EOFError
                found = at + len(awaited)
                if typed.startswith("@"): size(*map(int, typed[1:].split("x")))
                else: os.write(master, typed.encode())
            while read(): pass
        except (TimeoutError, EOFError):
            os.kill(pid, signal.SIGKILL)
            sys.stderr.write("waited in vain for %r\n" % (awaited,))
        sys.stdout.write(seen)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 255)
        """;

    /// <summary>Runs a command; each step is text to wait for in its output, and what is typed then.</summary>
    /// <returns>All that the terminal showed, and the command's exit status.</returns>
    public static CommandResult Run(BerthHost host, string folder, (int Rows, int Columns) size, (string Await, string Type)[] steps, params string[] command) =>
        Run(host.Environment, folder, size, steps, command);

    /// <inheritdoc cref="Run(BerthHost, string, ValueTuple{int, int}, ValueTuple{string, string}[], string[])"/>
    public static CommandResult Run(IReadOnlyDictionary<string, string?> environment, string folder, (int Rows, int Columns) size, (string Await, string Type)[] steps, params string[] command)
    {
        string json = JsonSerializer.Serialize(steps.Select(step => new[] { step.Await, step.Type }));
        return Shell.Run(folder, environment, null, TimeSpan.FromSeconds(90),
            ["python3", "-c", Script, size.Rows.ToString(CultureInfo.InvariantCulture), size.Columns.ToString(CultureInfo.InvariantCulture), json, .. command]) with { Command = string.Join(' ', command) };
    }
}
