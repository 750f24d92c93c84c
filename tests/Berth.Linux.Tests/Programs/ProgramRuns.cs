namespace Berth.Linux.Tests;

/// <summary>Runs programs whose output is wanted.</summary>
internal static class ProgramRuns
{
    public static readonly string[] Environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"];

    /// <summary>Adds the streams and the command, runs it, and returns how it ended and what it wrote on both streams.</summary>
    public static (ExitStatus Status, string Output) Run(this SyscallProgram program, string[] command, Namespaces namespaces = Namespaces.None, Microsoft.Win32.SafeHandles.SafeFileHandle? pidNamespaceOf = null)
    {
        var (reader, writer) = FileCalls.Pipe();
        using var nothing = FileCalls.Open("/dev/null", OpenFlags.ReadOnly);
        using (reader)
        {
            StartedProcess process;
            using (writer)
            {
                process = program.SetStandardStreams(nothing, writer, writer).ResetSignals().CloseOnExecute(3)
                    .ExecuteCommand(command[0], "/usr/sbin:/usr/bin:/sbin:/bin", command, Environment).Start(namespaces, pidNamespaceOf);
            }
            using (process)
            {
                return (Pidfd.Wait(process.Handle), ReadAll(reader));
            }
        }
    }

    public static string ReadAll(Microsoft.Win32.SafeHandles.SafeFileHandle reader)
    {
        using var stream = new FileStream(reader, FileAccess.Read, 1);
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}
