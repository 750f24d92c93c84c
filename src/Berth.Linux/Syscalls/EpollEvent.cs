namespace Berth.Linux;

/// <summary>A descriptor that is ready.</summary>
/// <param name="Data">The number that was given when it was added.</param>
/// <param name="Events">What it is ready for.</param>
public readonly record struct EpollEvent(ulong Data, EpollEvents Events);
