using System.Globalization;

namespace Berth.Server;

/// <summary>The size of a terminal as resize requests carry it.</summary>
internal static class TerminalSize
{
    public static (int Height, int Width) Of(ApiCall call) => (Number(call, "h", "height"), Number(call, "w", "width"));

    private static int Number(ApiCall call, string key, string what)
    {
        var text = call.Text(key);
        return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiCall.Invalid($"invalid resize {what} {ApiCall.Quoted(text)}: invalid syntax");
    }
}
