using System.Globalization;
using System.Text;

namespace Berth.Linux;

/// <summary>Names of bits, to print flags as their header names them.</summary>
internal sealed class FlagNames(params (long Bit, string Name)[] names)
{
    public string Show(long value)
    {
        if (value == 0)
        {
            return "0";
        }
        var text = new StringBuilder();
        foreach ((long bit, string name) in names)
        {
            if ((value & bit) == bit)
            {
                text.Append(text.Length == 0 ? "" : "|").Append(name);
                value &= ~bit;
            }
        }
        if (value != 0)
        {
            text.Append(text.Length == 0 ? "" : "|").Append(CultureInfo.InvariantCulture, $"0x{value:x}");
        }
        return text.ToString();
    }
}

/// <summary>The names of the flags that programs use.</summary>
internal static class Flags
{
    public static FlagNames Namespaces => new(
        (0x80, "NEWTIME"), (0x200, "FS"), (0x20000, "NEWNS"), (0x2000000, "NEWCGROUP"), (0x4000000, "NEWUTS"), (0x8000000, "NEWIPC"), (0x10000000, "NEWUSER"), (0x20000000, "NEWPID"), (0x40000000, "NEWNET"));

    /// <summary>Namespaces as their CLONE_ bits are called, without the prefix.</summary>
    public static string Show(this Namespaces kinds) => Namespaces.Show((long)kinds);
}
