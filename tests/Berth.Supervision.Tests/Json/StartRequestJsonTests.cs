using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Berth.Supervision.Tests;

public class StartRequestJsonTests
{
    [Fact]
    public void Every_field_survives()
    {
        string text = Write(Requests.Full);
        StartRequest read = StartRequestJson.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(Reflected(Requests.Full), Reflected(read));
        Assert.Equal(text, Write(read));
    }

    [Fact]
    public void Full_request_sets_every_field_to_something_else_than_its_default() => Assert.Equal([], Defaults(Requests.Full, "").ToArray());

    [Fact]
    public void What_is_absent_has_its_default()
    {
        StartRequest read = StartRequestJson.Parse("""{"version":1,"id":"b","name":"n","root":{"upper":"/r"},"process":{"arguments":["sh"]},"new":[{"x":1}]}"""u8);
        Assert.Equal(Reflected(Requests.Small), Reflected(read));
        Assert.Empty(read.Mounts);
        Assert.Equal("/", read.Process.WorkingFolder);
        Assert.Equal(10, read.Stop.TimeoutSeconds);
        Assert.Equal("json-file", read.Stdio.LogDriver);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"id":"b","name":"n","root":{"upper":"/r"},"process":{"arguments":["sh"]}}""")]
    [InlineData("""{"version":1,"id":"b","name":"n","process":{"arguments":["sh"]}}""")]
    [InlineData("""{"version":1,"id":"b","name":7,"root":{"upper":"/r"},"process":{"arguments":["sh"]}}""")]
    [InlineData("""{"version":1,"id":"b","name":"n","root":{"upper":"/r"},"process":{"arguments":["sh",1]}}""")]
    [InlineData("""{"version":1.5,"id":"b","name":"n","root":{"upper":"/r"},"process":{"arguments":["sh"]}}""")]
    [InlineData("""{"version":1,"id":"\ud800","name":"n","root":{"upper":"/r"},"process":{"arguments":["sh"]}}""")]
    public void Another_form_is_refused(string document) =>
        Assert.ThrowsAny<JsonException>(() => StartRequestJson.Parse(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void No_prefix_gives_anything_but_the_one_error()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Write(Requests.Full));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.ThrowsAny<JsonException>(() => StartRequestJson.Parse(whole.AsSpan(0, length)));
        }
    }

    private static string Write(StartRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            StartRequestJson.Write(writer, request);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A record with all that hangs on it as text, by reflection, so that a field that a codec forgets is seen.</summary>
    private static string Reflected(object value) => JsonSerializer.Serialize(value, value.GetType());

    private static IEnumerable<string> Defaults(object value, string path)
    {
        foreach (PropertyInfo property in value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract"))
        {
            object? here = property.GetValue(value);
            string name = path + "." + property.Name;
            bool isDefault = here is null or "" or 0 or 0L or System.Collections.ICollection { Count: 0 } || (here is false && property.Name != "Recursive" && !name.Contains("Mounts", StringComparison.Ordinal));
            if (isDefault)
            {
                yield return name;
            }
            if (here is not null && here.GetType().Namespace == "Berth.Supervision" && property.Name != "Health")
            {
                foreach (string inner in Defaults(here, name))
                {
                    yield return inner;
                }
            }
        }
    }
}
