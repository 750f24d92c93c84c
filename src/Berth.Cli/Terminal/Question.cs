using System.Text;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>Questions to the user.</summary>
internal static class Question
{
    /// <summary>Asks for yes or no; anything but <c>y</c> and <c>yes</c> is no, the end of the input too.</summary>
    public static bool Ask(CommandContext context, string text)
    {
        context.Out.Write(text + " [y/N] ");
        context.Out.Flush();
        return ReadLine() is { } answer && answer.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Reads a line of standard input without its end; null at the end of the input.</summary>
    public static string? ReadLine()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (RawIo.Read(0, one) == 1)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
        return line.Count > 0 ? Encoding.UTF8.GetString([.. line]) : null;
    }
}
