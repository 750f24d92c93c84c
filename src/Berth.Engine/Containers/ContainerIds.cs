using System.Buffers;
using System.Buffers.Text;

namespace Berth.Engine;

/// <summary>Identifiers of containers, execs and endpoints: 64 hexadecimal digits.</summary>
internal static class ContainerIds
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>How many digits a full identifier has.</summary>
    public const int Length = 64;

    /// <summary>How many digits the short form has.</summary>
    public const int ShortLength = 12;

    /// <summary>A new identifier. Its short form is never a plain decimal number, which tools would take for one.</summary>
    public static string New()
    {
        // Version-4 identifiers come from the kernel's generator without loading a cryptographic library; their fixed bits are left out.
        Span<byte> random = stackalloc byte[36];
        Span<byte> one = stackalloc byte[16];
        while (true)
        {
            for (int i = 0; i < 3; i++)
            {
                Guid.NewGuid().TryWriteBytes(one);
                one[..6].CopyTo(random[(12 * i)..]);
                one[10..].CopyTo(random[(12 * i + 6)..]);
            }

            string id = Convert.ToHexStringLower(random[..(Length / 2)]);
            if (!Utf8Parser.TryParse(System.Text.Encoding.ASCII.GetBytes(id, 0, ShortLength), out ulong _, out int used) || used < ShortLength)
            {
                return id;
            }
        }
    }

    /// <summary>The short form of an identifier.</summary>
    public static string Short(string id) => id.Length > ShortLength ? id[..ShortLength] : id;

    /// <summary>Whether a text is a full identifier.</summary>
    public static bool IsFull(string text) => text.Length == Length && !text.AsSpan().ContainsAnyExcept(Digits);
}
