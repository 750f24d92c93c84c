using System.Globalization;
using System.Text;

namespace Berth.Linux;

/// <summary>Kernel parameters under <c>/proc/sys</c> (proc(5)); those of <c>net</c> are the calling thread's network namespace's.</summary>
public static class Sysctl
{
    private const string Root = "/proc/sys/";

    /// <summary>Writes a value.</summary>
    /// <param name="name">Slashes between the parts, as <c>net/ipv4/ip_forward</c>.</param>
    /// <param name="value">The value.</param>
    public static void Write(string name, int value) => WriteText(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a value.</summary>
    /// <param name="name">Slashes between the parts.</param>
    /// <param name="value">The value as text.</param>
    /// <exception cref="LinuxException">There is no such parameter, or the kernel refuses the value.</exception>
    public static void WriteText(string name, string value)
    {
        using var file = FileCalls.Open(Root + name, OpenFlags.WriteOnly);
        FileCalls.Write(file, Encoding.ASCII.GetBytes(value));
    }

    /// <summary>A number, or null where the kernel hasn't got the parameter.</summary>
    public static int? Read(string name) =>
        ReadText(name) is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>The text without the end of the line, or null where the kernel hasn't got the parameter.</summary>
    public static string? ReadText(string name)
    {
        try
        {
            using var file = FileCalls.Open(Root + name, OpenFlags.ReadOnly);
            Span<byte> text = stackalloc byte[512];
            return Encoding.ASCII.GetString(text[..FileCalls.Read(file, text)]).TrimEnd('\n');
        }
        catch (LinuxException e) when (e.Errno is Errno.ENOENT or Errno.ENOTDIR)
        {
            return null;
        }
    }
}
