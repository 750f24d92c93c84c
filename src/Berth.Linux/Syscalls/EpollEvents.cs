namespace Berth.Linux;

/// <summary>What a descriptor can be ready for (epoll_ctl(2)).</summary>
[Flags]
public enum EpollEvents : uint
{
    None = 0,

    /// <summary>Something can be read, or the end is reached.</summary>
    In = 1,
    Priority = 2,

    /// <summary>Something can be written.</summary>
    Out = 4,

    /// <summary>An error is pending; always reported.</summary>
    Error = 8,

    /// <summary>Both directions are closed; always reported.</summary>
    HangUp = 0x10,

    /// <summary>The other side will send nothing more.</summary>
    ReadHangUp = 0x2000,
    OneShot = 1u << 30,

    /// <summary>Report changes, not states.</summary>
    EdgeTriggered = 1u << 31,
}
