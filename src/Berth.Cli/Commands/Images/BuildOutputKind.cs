namespace Berth.Cli;

/// <summary>What is made of a build's result.</summary>
internal enum BuildOutputKind
{
    /// <summary>An image of the engine.</summary>
    Image,

    /// <summary>An image, as an archive that engines load.</summary>
    ImageArchive,

    /// <summary>The files, in a folder.</summary>
    Local,

    /// <summary>The files, in an archive.</summary>
    Tar,

    /// <summary>Nothing but steps for the cache.</summary>
    Nothing,
}
