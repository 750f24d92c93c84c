namespace Berth.Server;

/// <summary>What a message of an exchange of files says (fsutil's <c>PacketType</c>).</summary>
internal enum FilePacketKind
{
    /// <summary>There is an entry; without one, the list is whole.</summary>
    Stat = 0,

    /// <summary>The content of a file is wanted.</summary>
    Request = 1,

    /// <summary>A part of a file; an empty one is its end.</summary>
    Data = 2,

    /// <summary>All is done.</summary>
    Finish = 3,

    /// <summary>The sender can't go on.</summary>
    Failure = 4,
}
