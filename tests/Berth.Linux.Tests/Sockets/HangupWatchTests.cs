using System.Net.Sockets;

namespace Berth.Linux.Tests;

public sealed class HangupWatchTests
{
    [Fact]
    public async Task A_close_is_seen_and_a_half_close_is_none()
    {
        using var watch = new HangupWatch();
        using var pair = new Pair();
        var gone = new TaskCompletionSource();
        using var registration = watch.Watch(pair.Server.SafeHandle, halfCloseCounts: false, gone.SetResult);

        pair.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1]));
        Assert.False(gone.Task.IsCompleted);

        pair.Client.Dispose();
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_half_close_counts_where_it_must()
    {
        using var watch = new HangupWatch();
        using var pair = new Pair();
        var gone = new TaskCompletionSource();
        using var registration = watch.Watch(pair.Server.SafeHandle, halfCloseCounts: true, gone.SetResult);
        pair.Client.Shutdown(SocketShutdown.Send);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_peer_that_has_gone_already_is_told_at_once_with_data_unread()
    {
        using var watch = new HangupWatch();
        using var pair = new Pair();
        pair.Client.Send("unread"u8);
        pair.Client.Dispose();
        var gone = new TaskCompletionSource();
        using var registration = watch.Watch(pair.Server.SafeHandle, halfCloseCounts: false, gone.SetResult);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_registration_that_ended_is_not_told()
    {
        using var watch = new HangupWatch();
        using var ended = new Pair();
        using var other = new Pair();
        var calls = 0;
        var gone = new TaskCompletionSource();
        watch.Watch(ended.Server.SafeHandle, halfCloseCounts: false, () => calls++).Dispose();
        using var registration = watch.Watch(other.Server.SafeHandle, halfCloseCounts: false, gone.SetResult);
        ended.Client.Dispose();
        other.Client.Dispose();
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(0, calls);
    }

    [Fact]
    public void A_watch_ends_and_refuses_more()
    {
        var watch = new HangupWatch();
        using var pair = new Pair();
        var registration = watch.Watch(pair.Server.SafeHandle, halfCloseCounts: false, () => { });
        watch.Dispose();
        watch.Dispose();
        registration.Dispose();
        Assert.Throws<ObjectDisposedException>(() => watch.Watch(pair.Server.SafeHandle, halfCloseCounts: false, () => { }));
    }

    private sealed class Pair : IDisposable
    {
        public Pair()
        {
            var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            Client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            Client.Connect(new UnixDomainSocketEndPoint(path));
            Server = listener.Accept();
            File.Delete(path);
        }

        public Socket Client { get; }

        public Socket Server { get; }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
