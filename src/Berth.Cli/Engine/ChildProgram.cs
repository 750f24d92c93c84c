using System.Text;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>Runs a program and takes its output: credential helpers, git.</summary>
internal static class ChildProgram
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">Its name, found by PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input; short.</param>
    /// <returns>Its exit code and standard output.</returns>
    /// <exception cref="LinuxException">It can't be started.</exception>
    public static (int ExitCode, string Output) Run(string command, IReadOnlyList<string> arguments, string input)
    {
        var (inputReader, inputWriter) = FileCalls.Pipe();
        var (outputReader, outputWriter) = FileCalls.Pipe();
        using (inputReader)
        using (outputReader)
        {
            StartedProcess process;
            using (inputWriter)
            {
                using (outputWriter)
                {
                    process = new SyscallProgram().SetStandardStreams(inputReader, outputWriter, ProgramFile.Standard(2)).CloseOnExecute(3).ResetSignals()
                        .ExecuteCommand(command, GlobalOptions.NonEmpty("PATH") ?? "/usr/bin:/bin", [command, .. arguments], EngineProcess.CallerEnvironment()).Start();
                }
                FileCalls.Write(inputWriter, Encoding.UTF8.GetBytes(input));
            }
            using (process)
            {
                var output = new MemoryStream();
                var buffer = new byte[4096];
                int count;
                while ((count = FileCalls.Read(outputReader, buffer)) > 0)
                    output.Write(buffer, 0, count);
                var status = Pidfd.Wait(process.Handle);
                return (status.ShellCode, Encoding.UTF8.GetString(output.ToArray()));
            }
        }
    }
}
