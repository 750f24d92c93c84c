using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Berth.Docker.Tests;

/// <summary>The readers and writers that are written by hand know every member that the generated contexts know.</summary>
public sealed class HandWrittenJsonTests
{
    public static TheoryData<string> Readers => Names(typeof(ApiReader), m => m.IsPublic && m.ReturnType.Name == m.Name);

    public static TheoryData<string> Writers => Names(typeof(ApiWriter), m => m.IsPublic);

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_reader_reads_every_member(string name)
    {
        var type = typeof(ContainerSummary).Assembly.GetType("Berth.Docker." + name)!;
        Call(nameof(CheckReader), type, new RecordFiller().Make(type));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_reader_takes_absent_null_and_unknown_members(string name)
    {
        var type = typeof(ContainerSummary).Assembly.GetType("Berth.Docker." + name)!;
        Call(nameof(CheckAbsent), type, Activator.CreateInstance(type)!);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_writer_writes_every_member(string name)
    {
        var type = typeof(ContainerSummary).Assembly.GetType("Berth.Docker." + name)!;
        Call(nameof(CheckWriter), type, new RecordFiller().Make(type));
        Call(nameof(CheckWriter), type, Activator.CreateInstance(type)!);
    }

    private static TheoryData<string> Names(Type type, Func<MethodInfo, bool> which) =>
        [.. type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(which).Select(m => m.Name)];

    private static void Call(string method, Type type, object value) =>
        typeof(HandWrittenJsonTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], null);

    private static void CheckReader<T>(T value)
    {
        var json = Generated(value);
        Assert.Equal(json, Generated(Read<T>(json)));
    }

    private static void CheckAbsent<T>(T empty)
    {
        Assert.Equal(Generated(empty), Generated(Read<T>("{}")));
        Assert.Equal(Generated(empty), Generated(Read<T>("{\"unknown\":{\"a\":[1,{}]},\"other\":null}")));
        var nulls = "{" + string.Join(',', JsonDocument.Parse(Generated(new RecordFiller().Make(typeof(T)))).RootElement.EnumerateObject().Select(p => $"\"{p.Name}\":null")) + "}";
        Assert.Equal(Generated(empty), Generated(Read<T>(nulls)));
    }

    private static void CheckWriter<T>(T value)
    {
        var write = typeof(ApiWriter).GetMethod(typeof(T).Name)!.CreateDelegate<Action<Utf8JsonWriter, T>>();
        var json = Encoding.UTF8.GetString(ApiBody.Of(value, write).Span);
        Assert.Equal(Generated(value), Generated(JsonSerializer.Deserialize(json, typeof(T), DockerJson.Wire)!));
    }

    private static T Read<T>(string json)
    {
        var read = typeof(ApiReader).GetMethod(typeof(T).Name)!.CreateDelegate<JsonReading.ReadValue<T>>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return read(ref reader);
    }

    private static string Generated(object? value) => JsonSerializer.Serialize(value, value!.GetType(), DockerJson.Wire);
}
