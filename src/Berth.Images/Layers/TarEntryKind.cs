namespace Berth.Images;

/// <summary>What an archive's entry makes.</summary>
internal enum TarEntryKind
{
    File,
    HardLink,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Folder,
    Pipe,
}
