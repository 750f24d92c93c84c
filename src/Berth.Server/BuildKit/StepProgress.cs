using System.Text;
using Berth.Docker;

namespace Berth.Server;

/// <summary>Tells a client of a build's steps by what the builder prints of them.</summary>
internal sealed class StepProgress(BuildStatus status) : IProgress<ProgressMessage>
{
    private static readonly System.Buffers.SearchValues<char> s_counts = System.Buffers.SearchValues.Create("0123456789/");

    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();
    private BuildStep? _step;

    /// <summary>The image, once it is built.</summary>
    public string? ImageId { get; private set; }

    /// <inheritdoc/>
    public void Report(ProgressMessage value)
    {
        lock (_gate)
        {
            if (value.Aux is { ValueKind: System.Text.Json.JsonValueKind.Object } aux && aux.TryGetProperty("ID", out var id))
            {
                ImageId = id.GetString();
            }
            else if (value.Status is { } text && value.ProgressDetail is not { Total: > 0 })
            {
                _step?.Print((string.IsNullOrEmpty(value.Id) ? "" : value.Id + ": ") + text + "\n");
            }
            else if (value.Stream is { } printed)
            {
                Print(printed);
            }
        }
    }

    /// <summary>The build has ended, well or with an error.</summary>
    public void End(string error = "")
    {
        lock (_gate)
        {
            Flush();
            _step?.End(error);
        }
    }

    private void Print(string text)
    {
        foreach (var c in text)
        {
            _line.Append(c);
            if (c == '\n')
            {
                Take(_line.ToString());
                _line.Clear();
            }
        }
    }

    private void Flush()
    {
        if (_line.Length > 0)
        {
            Take(_line.ToString());
            _line.Clear();
        }
    }

    private void Take(string line)
    {
        if (Heading(line) is { } name)
        {
            _step?.End();
            _step = status.Begin(name);
        }
        else if (line.StartsWith(" ---> Using cache", StringComparison.Ordinal))
        {
            if (_step is not null)
            {
                _step.IsCached = true;
            }
        }
        else if (!line.StartsWith(" ---> ", StringComparison.Ordinal) && !line.StartsWith("Successfully ", StringComparison.Ordinal))
        {
            _step?.Print(line);
        }
    }

    // "Step 2/5 : RUN x" is "[2/5] RUN x" there.
    private static string? Heading(string line)
    {
        var colon = line.IndexOf(" : ", StringComparison.Ordinal);
        return line.StartsWith("Step ", StringComparison.Ordinal) && colon > 0 && line.AsSpan(5, colon - 5).IndexOfAnyExcept(s_counts) < 0
            ? $"[{line[5..colon]}] {line[(colon + 3)..].TrimEnd()}"
            : null;
    }
}
