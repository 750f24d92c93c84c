using System.Buffers;
using System.Text.Json;
using Berth.Linux;
using Berth.Supervision;
using Microsoft.Win32.SafeHandles;

namespace Berth.Monitor;

/// <summary>The monitor's record on disk, replaced as a whole: written aside, then renamed. Not brought to the disk (fsync): after a power failure the machine's
/// boot id is another one and the container does not run, whatever the record says.</summary>
internal sealed class RecordFile(string path, MonitorLog log) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private Utf8JsonWriter? _writer;

    /// <summary>Writes the record. Where that fails the log says so, and what is told to the engine still holds.</summary>
    public void Write(MonitorRecord record)
    {
        _buffer.ResetWrittenCount();
        _writer ??= new Utf8JsonWriter(_buffer);
        _writer.Reset(_buffer);
        MonitorRecordJson.Write(_writer, record);
        _writer.Flush();
        try
        {
            string aside = path + ".new";
            using (SafeFileHandle file = FileCalls.Open(aside, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate | OpenFlags.NoFollow, 0x180 /* 0600 */))
            {
                FileCalls.Write(file, _buffer.WrittenSpan);
            }
            FileCalls.Rename(FileCalls.WorkingFolder, aside, FileCalls.WorkingFolder, path);
        }
        catch (LinuxException e)
        {
            log.Write($"the record can't be written: {e.Message}");
        }
    }

    public void Dispose() => _writer?.Dispose();
}
