namespace Berth.Linux;

/// <summary>
/// Waits for changes of nf_tables that others make: tables and chains that come or go, rules that go. New rules and elements are no news. One thread
/// waits, another may stop it.
/// </summary>
public sealed unsafe class NftEvents : IDisposable
{
    private const int Group = 7, NewTable = 0xa00, DelTable = 0xa02, NewChain = 0xa03, DelChain = 0xa05, DelRule = 0xa08;   // NFNLGRP_NFTABLES
    private const short Readable = 1;

    private readonly NetlinkSocket _socket = new(NetlinkProtocol.Netfilter);
    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _stop;
    private readonly string _table;

    /// <summary>Listens in the calling thread's network namespace, from now on.</summary>
    /// <param name="table">The caller's own table: its end is news, all else in it is not.</param>
    public NftEvents(string table)
    {
        _table = table;
        _stop = new(Libc.Check(Libc.Call(SyscallNumbers.Eventfd2, 0, 0x80000), "eventfd"), ownsHandle: true);
        _socket.Subscribe(Group);
    }

    /// <summary>Waits until something happened. False when it was told to stop.</summary>
    public bool Wait()
    {
        while (true)
        {
            Span<PollEntry> entries = [new PollEntry((int)_socket.Handle.DangerousGetHandle(), Readable), new PollEntry((int)_stop.DangerousGetHandle(), Readable)];
            fixed (PollEntry* list = entries)
            {
                Libc.Check(Libc.Call(SyscallNumbers.Ppoll, (nint)list, 2), "poll netlink events");
            }
            if (entries[1].Returned != 0)
            {
                return false;
            }
            bool news = false;
            bool whole = _socket.Drain((type, message) => news |= IsNews(type, message));
            if (news || !whole)
            {
                return true;
            }
        }
    }

    /// <summary>Makes <see cref="Wait"/> return false, now and from now on.</summary>
    public void Stop()
    {
        long one = 1;
        Libc.Check(Libc.Call(SyscallNumbers.Write, _stop, (nint)(&one), sizeof(long)), "write", "eventfd");
    }

    public void Dispose()
    {
        _socket.Dispose();
        _stop.Dispose();
    }

    private bool IsNews(int type, ReadOnlySpan<byte> message) => type switch
    {
        DelTable => true,
        NewTable or NewChain or DelChain or DelRule => message.Length > 4 && NftMessages.TextOf(message, 1) != _table,
        _ => false,
    };

    private struct PollEntry(int file, short events)
    {
        public int File = file;
        public short Events = events;
        public short Returned = 0;   // the kernel's
    }
}
