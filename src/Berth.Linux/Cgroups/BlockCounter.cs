namespace Berth.Linux;

/// <summary>How much of an operation (<c>read</c>, <c>write</c>, <c>discard</c>…) a group did at a block device.</summary>
public readonly record struct BlockCounter(DeviceNumber Device, string Operation, long Value);
