using System.Globalization;
using System.Text;
using Berth.Compose;

namespace Berth.Cli;

/// <summary>Shows the steps of a plan in a terminal: a line a resource, redrawn in place, with the time that it takes.</summary>
internal sealed class LiveDisplay : PlanDisplay
{
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private readonly Output _output;
    private readonly bool _colors;
    private readonly string _title;
    private readonly string _prefix;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly List<Row> _rows = [];
    private readonly ITimer _timer;
    private readonly Lock _drawing = new();
    private int _drawn;
    private int _tick;
    private bool _ended;

    /// <param name="output">The terminal.</param>
    /// <param name="colors">Whether to use colours.</param>
    /// <param name="title">What is said above the steps.</param>
    /// <param name="prefix">What stands before each line.</param>
    /// <param name="clock">Counts the time.</param>
    public LiveDisplay(Output output, bool colors, string title, string prefix, TimeProvider clock)
        : base(output, ProgressMode.Terminal, prefix)
    {
        (_output, _colors, _title, _prefix, _clock) = (output, colors, title, prefix, clock);
        _start = clock.GetTimestamp();
        _timer = clock.CreateTimer(static self => ((LiveDisplay)self!).Tick(), this, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
    }

    /// <inheritdoc/>
    protected override void Show(PlanProgress step)
    {
        lock (_drawing)
        {
            if (step.Kind == PlanProgressKind.Output)
            {
                Above(step.Text.EndsWith('\n') ? step.Text : step.Text + "\n");
                return;
            }
            Keep(step);
            Draw();
        }
    }

    /// <inheritdoc/>
    protected override void Aside(string text)
    {
        lock (_drawing)
            Above(text);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        lock (_drawing)
        {
            _ended = true;
            _timer.Dispose();
            if (_rows.Count == 0)
                return;
            Draw();
            _output.Write(ShowCursor);
        }
    }

    private void Tick()
    {
        lock (_drawing)
        {
            _tick++;
            if (_ended || _rows.Count == 0)
                return;
            Draw();
            _output.Flush();
        }
    }

    private void Above(string text)
    {
        Erase();
        _output.Write(text);
        Draw();
    }

    private void Keep(PlanProgress step)
    {
        var row = _rows.Find(found => found.Id == step.Id && found.Parent == step.Parent);
        if (row is null)
        {
            row = new Row(step.Id, step.Parent, _clock.GetTimestamp());
            _rows.Add(row);
        }
        row.Last = step;
        if (step.Kind != PlanProgressKind.Working)
            row.End = _clock.GetTimestamp();
        else
            row.End = 0;
    }

    private void Draw()
    {
        var (rows, columns) = CallerTerminal.Size;
        var text = new StringBuilder();
        var tops = _rows.FindAll(static row => row.Parent.Length == 0);
        var done = tops.Count(static row => row.End != 0);
        text.Append(HideCursor).Append(_prefix).Append(CultureInfo.InvariantCulture, $"[+] {_title} {done}/{tops.Count}\e[K\n");
        // What doesn't fit into the terminal: finished ones go first.
        var room = Math.Max(1, (rows > 0 ? rows : 24) - 2);
        var shown = tops.Count <= room ? tops : [.. tops.Where(static row => row.End == 0).Concat(tops.Where(static row => row.End != 0)).Take(room)];
        var width = Math.Min(shown.Count == 0 ? 0 : shown.Max(static row => row.Id.Length), Math.Max(20, columns - 30));
        foreach (var row in shown)
            text.Append(_prefix).Append(Line(row, width, columns > 0 ? columns : 80)).Append("\e[K\n");
        Erase();
        _output.Write(text.ToString());
        _drawn = shown.Count + 1;
    }

    private void Erase()
    {
        if (_drawn > 0)
            _output.Write(string.Create(CultureInfo.InvariantCulture, $"\e[{_drawn}A\e[J"));
        _drawn = 0;
    }

    private string Line(Row row, int width, int columns)
    {
        var step = row.Last!;
        var (mark, color) = step.Kind switch
        {
            PlanProgressKind.Done => ("✔", "32"),
            PlanProgressKind.Warning => ("!", "33"),
            PlanProgressKind.Error => ("✘", "31"),
            _ => (Spinner[_tick % Spinner.Length].ToString(), "34"),
        };
        var end = row.End == 0 ? _clock.GetTimestamp() : row.End;
        var time = _clock.GetElapsedTime(row.Start, end).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "s";
        var text = step.Text + Parts(row);
        var room = Math.Max(1, columns - width - time.Length - 8);
        text = text.Length > room ? text[..room] : text.PadRight(room);
        var id = row.Id.Length > width ? row.Id[..width] : row.Id.PadRight(width);
        return _colors ? $" \e[{color}m{mark}\e[0m {id} \e[{color}m{text}\e[0m \e[34m{time}\e[0m " : $" {mark} {id} {text} {time} ";
    }

    // The layers of an image: how much of all of them is there.
    private string Parts(Row row)
    {
        long current = 0, total = 0;
        foreach (var part in _rows)
        {
            if (part.Parent != row.Id || part.Last is not { } last)
                continue;
            current += last.Current;
            total += last.Total;
        }
        return total > 0 && row.End == 0 ? $" {ByteSize.Decimal(current, 3)} / {ByteSize.Decimal(total, 3)}" : "";
    }

    private sealed class Row(string id, string parent, long start)
    {
        public string Id { get; } = id;

        public string Parent { get; } = parent;

        public long Start { get; } = start;

        public long End { get; set; }

        public PlanProgress? Last { get; set; }
    }
}
