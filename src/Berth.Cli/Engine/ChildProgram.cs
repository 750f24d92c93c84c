using System.Text;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>Runs a program and takes its output: credential helpers, git, the engine's executable in a role.</summary>
internal static class ChildProgram
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">Its name, found by PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input; short.</param>
    /// <param name="environment">Its environment; null for the caller's.</param>
    /// <returns>Its exit code and standard output.</returns>
    /// <exception cref="LinuxException">It can't be started.</exception>
    public static (int ExitCode, string Output) Run(string command, IReadOnlyList<string> arguments, string input, IReadOnlyList<string>? environment = null) =>
        Run(program => program.ExecuteCommand(command, GlobalOptions.NonEmpty("PATH") ?? "/usr/bin:/bin", [command, .. arguments], environment ?? EngineProcess.CallerEnvironment()), input);

    /// <summary>Runs the engine's executable in one of its roles to its end.</summary>
    /// <param name="arguments">The role and its arguments.</param>
    /// <param name="input">Its standard input; short.</param>
    /// <returns>Its exit code and standard output.</returns>
    /// <exception cref="LinuxException">It can't be started.</exception>
    public static (int ExitCode, string Output) RunEngine(IReadOnlyList<string> arguments, string input)
    {
        using var engine = EngineExecutable.Open();
        return Run(program => program.Execute(engine, "berth " + arguments[0], ["berth", .. arguments], EngineProcess.CallerEnvironment()), input);
    }

    private static (int ExitCode, string Output) Run(Action<SyscallProgram> execute, string input)
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
                    var program = new SyscallProgram().SetStandardStreams(inputReader, outputWriter, ProgramFile.Standard(2)).CloseOnExecute(3).ResetSignals();
                    execute(program);
                    process = program.Start();
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
