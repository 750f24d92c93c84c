using System.Buffers;
using System.Text.Json;
using Berth.Supervision;

namespace Berth.Engine;

/// <summary>The start request as the monitor reads it.</summary>
internal static class StartRequestText
{
    /// <summary>Its JSON.</summary>
    public static ReadOnlyMemory<byte> Of(StartRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            StartRequestJson.Write(writer, request);
        }

        return buffer.WrittenMemory;
    }
}
