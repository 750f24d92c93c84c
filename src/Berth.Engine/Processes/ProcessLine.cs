using System.Globalization;

namespace Berth.Engine;

/// <summary>One process as <c>/proc</c> tells of it, in the kernel's units (proc_pid_stat(5)).</summary>
internal sealed record ProcessLine
{
    private const int FirstAfterName = 3;

    /// <summary>Its id on the host.</summary>
    public required int Pid { get; init; }

    /// <summary>Its program's name, at most 15 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>Its arguments, or its name in brackets where it has none.</summary>
    public required string Command { get; init; }

    /// <summary>Its user.</summary>
    public required uint User { get; init; }

    /// <summary>Its group.</summary>
    public required uint Group { get; init; }

    /// <summary>The fields of <c>stat</c> from the third (state) on.</summary>
    public required string[] Fields { get; init; }

    /// <summary>Reads one; null where it has ended.</summary>
    public static ProcessLine? Read(int pid)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}");
        try
        {
            string stat = File.ReadAllText(folder + "/stat");
            int open = stat.IndexOf('(', StringComparison.Ordinal), close = stat.LastIndexOf(')');
            string name = stat[(open + 1)..close];
            string command = File.ReadAllText(folder + "/cmdline").TrimEnd('\0').Replace('\0', ' ');
            string status = File.ReadAllText(folder + "/status");
            return new ProcessLine
            {
                Pid = pid,
                Name = name,
                Command = command.Length > 0 ? command : $"[{name}]",
                User = Id(status, "\nUid:\t"),
                Group = Id(status, "\nGid:\t"),
                Fields = stat[(close + 2)..].TrimEnd().Split(' '),
            };
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A field by its number in proc_pid_stat(5).</summary>
    public long Field(int number) => long.Parse(Fields[number - FirstAfterName], CultureInfo.InvariantCulture);

    /// <summary>Its state's letter.</summary>
    public char State => Fields[0][0];

    // The effective one is the second of four.
    private static uint Id(string status, string label)
    {
        int start = status.IndexOf(label, StringComparison.Ordinal);
        string[] numbers = status[(start + label.Length)..status.IndexOf('\n', start + label.Length)].Split('\t');
        return uint.Parse(numbers[1], CultureInfo.InvariantCulture);
    }
}
