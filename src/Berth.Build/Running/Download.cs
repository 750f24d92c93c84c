namespace Berth.Build;

/// <summary>A file that ADD fetched.</summary>
/// <param name="Name">The last part of its address.</param>
/// <param name="Content">All of it.</param>
/// <param name="Modified">When its server says that it was changed.</param>
internal sealed record Download(string Name, byte[] Content, DateTimeOffset Modified);
