namespace Berth.Docker;

/// <summary>The value <c>{}</c>: the API's sets are objects whose members have it.</summary>
public sealed record EmptyObject
{
    /// <summary>The only value there is.</summary>
    public static EmptyObject Instance { get; } = new();
}
