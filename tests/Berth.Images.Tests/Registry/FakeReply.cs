using System.Text;

namespace Berth.Images.Tests;

/// <summary>What the fake registry answers, and how it fails to.</summary>
internal sealed record FakeReply(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    /// <summary>Closes the connection after so many bytes of the body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Says nothing more after the head, or not even that.</summary>
    public bool HangsInBody { get; init; }

    public bool Hangs { get; init; }

    public static FakeReply Json(int status, string json) => new(status, Encoding.UTF8.GetBytes(json), ("Content-Type", "application/json"));

    public static FakeReply Error(int status, string code, string message) => Json(status, $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""");
}
