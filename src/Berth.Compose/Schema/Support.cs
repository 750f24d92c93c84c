namespace Berth.Compose;

/// <summary>What becomes of an attribute once it is loaded.</summary>
internal enum Support
{
    /// <summary>It does what the specification says.</summary>
    Full,

    /// <summary>It is loaded and printed; <c>up</c> refuses it (<see cref="EngineSupport"/>).</summary>
    Refused,

    /// <summary>It is loaded and printed; the engine runs the service without it, as Docker does on Linux.</summary>
    Ignored,

    /// <summary>Only for other platforms (Windows containers).</summary>
    OtherPlatform,
}
