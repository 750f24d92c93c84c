namespace Berth.Images;

/// <summary>
/// One step of a pull, push or load, in Docker's words. <paramref name="Id"/> is a layer's first twelve digits, a tag, or empty for a line of its own;
/// <paramref name="Status"/> is a text such as <c>Downloading</c>. <paramref name="Current"/> and <paramref name="Total"/> are bytes, zero where the step has none.
/// </summary>
public sealed record ImageProgress(string Id, string Status, long Current = 0, long Total = 0);
