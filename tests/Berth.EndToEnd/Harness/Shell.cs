using System.Diagnostics;

namespace Berth.EndToEnd;

/// <summary>Runs programs with their output captured and a limit on their time.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end. The environment is the test's own, with <paramref name="environment"/> over it (null removes).</summary>
    public static CommandResult Run(string folder, IReadOnlyDictionary<string, string?>? environment, string? input, TimeSpan limit, params string[] command)
    {
        using var process = Start(folder, environment, command);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(limit) || !Task.WaitAll([output, error], TimeSpan.FromSeconds(10)))
        {
            try { process.Kill(entireProcessTree: false); } catch (InvalidOperationException) { /* it has just ended */ }
            string so = output.IsCompletedSuccessfully ? output.Result : "(still open)", se = error.IsCompletedSuccessfully ? error.Result : "(still open)";
            Assert.Fail($"{string.Join(' ', command)}\ndid not end, or its output stayed open, within {limit.TotalSeconds:F0} s\n--- stdout\n{so}--- stderr\n{se}");
        }

        return new CommandResult(string.Join(' ', command), process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs a program from the root folder.</summary>
    public static CommandResult Run(params string[] command) => Run("/", null, null, TimeSpan.FromSeconds(60), command);

    /// <summary>Starts a program with its three streams as pipes.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string?>? environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in command.AsSpan(1)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
    }
}
