using System.Globalization;

namespace Berth.Linux;

/// <summary>Whether a group may use devices. Later rules win over earlier ones.</summary>
/// <param name="Allow">Whether it allows or denies.</param>
/// <param name="Kind"><c>c</c> character devices, <c>b</c> block devices, <c>a</c> both.</param>
/// <param name="Major">The kind of device; null: all.</param>
/// <param name="Minor">Which of them; null: all.</param>
/// <param name="Access"><c>r</c> read, <c>w</c> write, <c>m</c> make the node.</param>
public sealed record DeviceRule(bool Allow, char Kind, uint? Major, uint? Minor, string Access)
{
    /// <summary>What a container may use unless its user says otherwise, as Docker's: null, zero, full, random, urandom, tty, console, its terminals; making nodes.</summary>
    public static IReadOnlyList<DeviceRule> ContainerDefault { get; } =
    [
        new(true, 'c', null, null, "m"),
        new(true, 'b', null, null, "m"),
        new(true, 'c', 1, 3, "rwm"),
        new(true, 'c', 1, 5, "rwm"),
        new(true, 'c', 1, 7, "rwm"),
        new(true, 'c', 1, 8, "rwm"),
        new(true, 'c', 1, 9, "rwm"),
        new(true, 'c', 5, 0, "rwm"),
        new(true, 'c', 5, 1, "rwm"),
        new(true, 'c', 5, 2, "rwm"),
        new(true, 'c', 10, 200, "rwm"),
        new(true, 'c', 136, null, "rwm"),
    ];

    /// <summary>Version 1's form: <c>c 1:3 rwm</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Show(Major)}:{Show(Minor)} {Access}");

    /// <summary>Reads <c>c 1:3 rwm</c>, as <c>--device-cgroup-rule</c> has it; null where it is nothing such.</summary>
    public static DeviceRule? Parse(string text)
    {
        return text.Split(' ') is [[var kind and ('a' or 'b' or 'c')], string numbers, { Length: > 0 } access]
            && numbers.Split(':') is [string major, string minor]
            && access.AsSpan().IndexOfAnyExcept('r', 'w', 'm') < 0
            && Number(major, out uint? first) && Number(minor, out uint? second)
                ? new DeviceRule(true, kind, first, second, access)
                : null;

        static bool Number(string text, out uint? number)
        {
            bool some = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint value);
            number = some ? value : null;
            return some || text == "*";
        }
    }

    private static string Show(uint? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "*";
}
