using System.Text;
using System.Text.Json;
using Berth.Compose;

namespace Berth.Cli;

/// <summary>Shows the steps of a plan on standard error, without a terminal: lines that stay.</summary>
internal class PlanDisplay(Output output, ProgressMode mode, string prefix) : IProgress<PlanProgress>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _held = new(StringComparer.Ordinal);

    /// <summary>Makes the display that a mode asks for.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="mode">How.</param>
    /// <param name="colors">Whether a live display has colours.</param>
    /// <param name="title">What a live display says above the steps: <c>Running</c>.</param>
    /// <param name="dryRun">Whether nothing is really done.</param>
    /// <param name="clock">Counts the time that steps take.</param>
    public static PlanDisplay Make(Output output, ProgressMode mode, bool colors, string title, bool dryRun, TimeProvider clock)
    {
        var prefix = dryRun ? " DRY-RUN MODE - " : "";
        return mode == ProgressMode.Terminal ? new LiveDisplay(output, colors, title, prefix, clock) : new PlanDisplay(output, mode, prefix);
    }

    /// <inheritdoc/>
    public void Report(PlanProgress value)
    {
        lock (_gate)
        {
            Show(value);
            output.Flush();
        }
    }

    /// <summary>Shows a warning among the steps.</summary>
    public void Warn(string text)
    {
        lock (_gate)
        {
            if (mode == ProgressMode.Json)
                output.WriteLine($"{{\"level\":\"warning\",\"text\":{TemplateFunctions.Json(text)}}}");
            else
                Aside("warning: " + text + "\n");
            output.Flush();
        }
    }

    /// <summary>Shows what is held back, and ends a live display.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var line in _held.Values)
                output.WriteLine(line);
            _held.Clear();
            End();
            output.Flush();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Prints text that is no step.</summary>
    protected virtual void Aside(string text) => output.Write(text);

    /// <summary>Shows one step.</summary>
    protected virtual void Show(PlanProgress step)
    {
        if (step.Kind == PlanProgressKind.Output)
        {
            if (mode != ProgressMode.Quiet)
                output.Write(step.Text.EndsWith('\n') ? prefix + step.Text : prefix + step.Text + "\n");
            return;
        }
        switch (mode)
        {
            case ProgressMode.Json: output.WriteLine(Json(step)); break;
            case ProgressMode.Plain: output.WriteLine(Line(step)); break;
            case ProgressMode.Final: ShowFinal(step); break;
            default: break;
        }
    }

    /// <summary>Ends a live display.</summary>
    protected virtual void End()
    {
    }

    // A container that was made is told of when it is started, or at the end.
    private void ShowFinal(PlanProgress step)
    {
        if (step.Parent.Length > 0 || step.Kind == PlanProgressKind.Working)
            return;
        if (step.Text is "Created" or "Recreated" or "Stopped" && step.Id.StartsWith("Container ", StringComparison.Ordinal))
        {
            _held[step.Id] = Line(step);
            return;
        }
        _held.Remove(step.Id);
        output.WriteLine(Line(step));
    }

    private string Line(PlanProgress step) => $"{prefix} {step.Id}  {step.Text}";

    private static string Json(PlanProgress step)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id", step.Id);
            if (step.Parent.Length > 0)
                writer.WriteString("parent_id", step.Parent);
            writer.WriteString("status", step.Text);
            if (step.Total > 0)
            {
                writer.WriteNumber("current", step.Current);
                writer.WriteNumber("total", step.Total);
                writer.WriteNumber("percent", step.Current * 100 / step.Total);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
