using System.Text;
using System.Text.Json;
using Berth.Linux;

namespace Berth.Cli;

/// <summary><c>doctor</c>: says what this machine lacks to run containers, what to do about it, and what works anyway.</summary>
internal static class DoctorCommand
{
    /// <summary>Runs the command; the exit code is 1 if something that all containers need is missing.</summary>
    public static int Run(CommandContext context)
    {
        var findings = MachineCheck.RunAll(context.Globals.Root ?? "/var/lib/berth");
        if (context.Arguments.TextOrNull("format"u8) == "json")
            context.Out.Write(Json(findings));
        else
            context.Out.Write(Text(findings));
        return findings.Any(static finding => finding.State == MachineCheckState.Missing) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static string Text(IReadOnlyList<MachineFinding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            var mark = finding.State switch { MachineCheckState.Good => "ok  ", MachineCheckState.Limited => "warn", _ => "FAIL" };
            text.Append(mark).Append("  ").Append(finding.Subject).Append(": ").Append(finding.Text).Append('\n');
            if (finding.Fix is not null)
                text.Append("        fix: ").Append(finding.Fix).Append('\n');
            if (finding.Anyway is not null)
                text.Append("        anyway: ").Append(finding.Anyway).Append('\n');
        }
        return text.ToString();
    }

    private static string Json(IReadOnlyList<MachineFinding> findings)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (var finding in findings)
            {
                writer.WriteStartObject();
                writer.WriteString("subject", finding.Subject);
                writer.WriteString("state", finding.State switch { MachineCheckState.Good => "good", MachineCheckState.Limited => "limited", _ => "missing" });
                writer.WriteString("text", finding.Text);
                if (finding.Fix is not null)
                    writer.WriteString("fix", finding.Fix);
                if (finding.Anyway is not null)
                    writer.WriteString("anyway", finding.Anyway);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
