using System.Globalization;
using System.Text;

namespace Berth.Linux;

/// <summary>Names of bits, to print flags as their header names them.</summary>
internal sealed class FlagNames(params (long Bit, string Name)[] names)
{
    /// <summary>None: of a program that isn't printed.</summary>
    public static FlagNames None => new();

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
