using System.Globalization;
using System.Text;
using Berth.Docker;

namespace Berth.Testing;

/// <summary>
/// The programs that containers of a <see cref="FakeEngine"/> run: <c>true</c>, <c>false</c>, <c>exit N</c>, <c>echo TEXT</c>,
/// <c>echo-err TEXT</c>, <c>cat</c>, <c>count</c> (how many bytes of input), <c>lines N</c>, <c>flood</c> (output for ever) and
/// <c>sleep</c> (until a signal; also what anything else does).
/// </summary>
internal static class FakeProgram
{
    /// <summary>Runs a program to its end and returns its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> argv, FakeOutput output, FakeInput input, CancellationToken killed)
    {
        var rest = string.Join(' ', argv.Skip(1));
        switch (argv[0])
        {
            case "true":
                return 0;
            case "false":
                return 1;
            case "exit":
                return int.Parse(rest, CultureInfo.InvariantCulture);
            case "echo":
                output.Write(StdCopyStream.Stdout, Encoding.UTF8.GetBytes(rest + "\n"));
                return 0;
            case "echo-err":
                output.Write(StdCopyStream.Stderr, Encoding.UTF8.GetBytes(rest + "\n"));
                return 0;
            case "lines":
                for (var i = 1; i <= int.Parse(rest, CultureInfo.InvariantCulture); i++)
                {
                    output.Write(StdCopyStream.Stdout, Encoding.UTF8.GetBytes($"line {i}\n"));
                }

                return 0;
            case "cat":
                await foreach (var data in input.ReadAllAsync(killed))
                {
                    output.Write(StdCopyStream.Stdout, data);
                }

                return 0;
            case "count":
                long count = 0;
                await foreach (var data in input.ReadAllAsync(killed))
                {
                    count += data.Length;
                }

                output.Write(StdCopyStream.Stdout, Encoding.UTF8.GetBytes(count.ToString(CultureInfo.InvariantCulture) + "\n"));
                return 0;
            case "flood":
                while (true)
                {
                    output.Write(StdCopyStream.Stdout, new byte[8192]);
                    await Task.Delay(1, killed);
                }

            default:
                await Task.Delay(Timeout.Infinite, killed);
                return 0;
        }
    }
}
