namespace Berth.Linux;

/// <summary>A name in a folder. <see cref="FileKind.Unknown"/> where the file system doesn't tell: ask <see cref="FileCalls.Stat(System.Runtime.InteropServices.SafeHandle, string, bool)"/>.</summary>
public readonly record struct FolderEntry(string Name, FileKind Kind, ulong Inode);
