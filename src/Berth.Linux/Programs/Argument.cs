using System.Globalization;
using System.Text;

namespace Berth.Linux;

internal enum ArgumentKind
{
    Number,
    Octal,
    Flags,
    File,
    Register,
    Text,
    Texts,
    Bytes,
    Filter,
}

/// <summary>An argument of a step: what the kernel gets and how it is printed.</summary>
internal readonly struct Argument
{
    private Argument(ArgumentKind kind, long value, object? extra = null)
    {
        Kind = kind;
        Value = value;
        Extra = extra;
    }

    public ArgumentKind Kind { get; }

    /// <summary>The number, the descriptor or the register's index.</summary>
    public long Value { get; }

    /// <summary>The text, the texts, the bytes (with their printed form), the names of the flags.</summary>
    public object? Extra { get; }

    public static Argument Octal(int value) => new(ArgumentKind.Octal, value);

    public static Argument Flags(long value, FlagNames names) => new(ArgumentKind.Flags, value, names);

    public static Argument Named(long value, string name) => new(ArgumentKind.Number, value, name);

    public static Argument Text(string? text) => text is null ? Named(0, "NULL") : new(ArgumentKind.Text, 0, text);

    public static Argument Texts(IReadOnlyList<string> texts) => new(ArgumentKind.Texts, 0, texts);

    /// <summary>Memory that the kernel reads (or writes), printed as <paramref name="shown"/>.</summary>
    public static Argument Bytes(byte[] bytes, string shown) => new(ArgumentKind.Bytes, 0, (bytes, shown));

    /// <summary>A pointer to a struct sock_fprog of these instructions.</summary>
    public static Argument Filter(byte[] instructions) => new(ArgumentKind.Filter, 0, instructions);

    public static implicit operator Argument(long value) => new(ArgumentKind.Number, value);

    public static implicit operator Argument(string text) => Text(text);

    public static implicit operator Argument(ProgramFile file) =>
        file.RegisterIndex >= 0 ? new(ArgumentKind.Register, file.RegisterIndex) : new(ArgumentKind.File, file.Descriptor);

    /// <summary>Room that it needs beside the array of steps, in bytes.</summary>
    public int Room => Extra switch
    {
        string text when Kind == ArgumentKind.Text => PathText.MaxBytes(text) + 1,
        IReadOnlyList<string> texts => ((texts.Count + 1) * sizeof(long)) + RoomOf(texts),
        (byte[] bytes, string) => bytes.Length,
        byte[] instructions => instructions.Length + 16,
        _ => 0,
    };

    private static int RoomOf(IReadOnlyList<string> texts)
    {
        int room = 0;
        for (int i = 0; i < texts.Count; i++)
        {
            room += PathText.MaxBytes(texts[i]) + 1;
        }
        return room;
    }

    public string Show(IReadOnlyList<string> registers) => Kind switch
    {
        ArgumentKind.Number => Extra as string ?? Value.ToString(CultureInfo.InvariantCulture),
        ArgumentKind.Octal => $"0{Convert.ToString(Value, 8)}",
        ArgumentKind.Flags => ((FlagNames)Extra!).Show(Value),
        ArgumentKind.File => Value == Libc.WorkingFolder ? "AT_FDCWD" : Value.ToString(CultureInfo.InvariantCulture),
        ArgumentKind.Register => $"${registers[(int)Value]}",
        ArgumentKind.Text => Quote((string)Extra!),
        ArgumentKind.Texts => $"[{string.Join(", ", ((IReadOnlyList<string>)Extra!).Select(Quote))}]",
        ArgumentKind.Bytes => (((byte[] Bytes, string Shown))Extra!).Shown,
        _ => $"{((byte[])Extra!).Length / 8} instructions",
    };

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '\n' => quoted.Append("\\n"),
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }
}
