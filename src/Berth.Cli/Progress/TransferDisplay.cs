using System.Globalization;
using System.Text;
using Berth.Docker;

namespace Berth.Cli;

/// <summary>Shows how a pull, push or load goes: in a terminal a line a layer, changed in place; elsewhere a line for each step, without the bars.</summary>
internal sealed class TransferDisplay(Output output, bool terminal) : IProgress<ProgressMessage>
{
    private const int BarLength = 50;
    private const int NarrowTerminal = 110;
    private readonly List<string> _ids = [];

    /// <inheritdoc/>
    public void Report(ProgressMessage value)
    {
        lock (_ids)
        {
            if (terminal && !string.IsNullOrEmpty(value.Id) && value.Stream is null)
                InPlace(value);
            else
                Line(value);
            output.Flush();
        }
    }

    private void Line(ProgressMessage message)
    {
        if (message.Aux is not null)
            return;
        if (message.Stream is { } stream)
        {
            output.Write(stream);
            return;
        }
        if (message.ProgressDetail is { Current: > 0 } || message.ProgressDetail is { Total: > 0 } || message.Status is null)
            return;
        _ids.Clear();
        output.WriteLine(string.IsNullOrEmpty(message.Id) ? message.Status : $"{message.Id}: {message.Status}");
    }

    private void InPlace(ProgressMessage message)
    {
        var at = _ids.IndexOf(message.Id!);
        if (at < 0)
        {
            at = _ids.Count;
            _ids.Add(message.Id!);
            output.Write("\n");
        }
        var up = _ids.Count - at;
        var bar = Bar(message.ProgressDetail);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\e[{up}A\e[2K\r{message.Id}: {message.Status}{(bar.Length > 0 ? " " : "")}{bar}\r\e[{up}B"));
    }

    /// <summary>A bar and the two numbers, as <c>[====&gt;   ]  1.2MB/3.4MB</c>; empty if nothing is known.</summary>
    internal static string Bar(ProgressDetail? detail)
    {
        if (detail is null || (detail.Current <= 0 && detail.Total <= 0))
            return "";
        var unit = string.IsNullOrEmpty(detail.Units);
        var current = unit ? ByteSize.Decimal(detail.Current) : detail.Current.ToString(CultureInfo.InvariantCulture) + " " + detail.Units;
        if (detail.Total <= 0)
            return current.PadLeft(8);
        var text = new StringBuilder();
        if (Linux.TerminalMode.Size(1).Columns is 0 or > NarrowTerminal)
        {
            var done = (int)Math.Clamp(detail.Current * (double)BarLength / detail.Total, 0, BarLength);
            text.Append('[').Append('=', done).Append(done < BarLength ? ">" : "").Append(' ', Math.Max(0, BarLength - done - 1)).Append("] ");
        }
        if (!detail.HideCounts && detail.Current <= detail.Total)
            text.Append(current.PadLeft(8)).Append('/').Append(unit ? ByteSize.Decimal(detail.Total) : detail.Total.ToString(CultureInfo.InvariantCulture) + " " + detail.Units);
        return text.ToString();
    }
}
