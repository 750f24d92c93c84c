namespace Berth.Linux;

/// <summary>A device: kind (major) and which of them (minor).</summary>
public readonly record struct DeviceNumber(uint Major, uint Minor)
{
    /// <summary>The packed form that mknod(2) takes.</summary>
    public ulong Packed => ((Minor & 0xffu) | ((Major & 0xfffu) << 8)) | ((ulong)(Minor & ~0xffu) << 12) | ((ulong)(Major & ~0xfffu) << 32);

    /// <summary><c>8:0</c>.</summary>
    public override string ToString() => $"{Major}:{Minor}";
}
