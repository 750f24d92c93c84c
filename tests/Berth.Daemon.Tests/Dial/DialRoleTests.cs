using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Berth.Daemon.Tests;

public sealed class DialRoleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-dial").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public DialRoleTests() => _listener.Start();

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task Carries_both_ways_and_half_closes()
    {
        using var role = await Role.StartAsync(Arguments());
        using var engine = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(engine);
        Assert.Equal("connected\n", await role.ReadAsync(10));

        await role.SendAsync("question");
        role.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("question", await ReadToEndAsync(stream));

        await engine.SendAsync("answer"u8.ToArray());
        engine.Shutdown(SocketShutdown.Send);
        Assert.Equal("answer", await ReadToEndAsync(role.Stream));
        Assert.Equal(0, await role.Ended);
    }

    [Fact]
    public async Task Says_why_it_can_not()
    {
        string[] arguments = Arguments();
        _listener.Stop();
        using var role = await Role.StartAsync(arguments);

        Assert.Contains("refused", await ReadToEndAsync(role.Stream), StringComparison.Ordinal);
        Assert.Equal(1, await role.Ended);
    }

    [Theory]
    [InlineData("127.0.0.1", true, "connected\n")]
    [InlineData("127.0.0.1", false, "")]
    public async Task Trusts_the_authority_it_is_given(string certified, bool sameAuthority, string expected)
    {
        using var certificate = Certificate(certified);
        using var other = Certificate(certified);
        string authority = Path.Combine(_folder, "ca.pem");
        await File.WriteAllTextAsync(authority, (sameAuthority ? certificate : other).ExportCertificatePem(), TestContext.Current.CancellationToken);

        using var role = await Role.StartAsync([.. Arguments(), "--tls", "--ca", authority]);
        await ServeAsync(certificate);

        string said = await ReadToEndAsync(role.Stream);
        Assert.StartsWith(expected.Length > 0 ? expected + "secret" : "The remote certificate", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_for_the_name_it_dialed()
    {
        using var certificate = Certificate("10.1.2.3");
        string authority = Path.Combine(_folder, "ca.pem");
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);

        using var refused = await Role.StartAsync([.. Arguments(), "--tls", "--ca", authority]);
        await ServeAsync(certificate);
        Assert.Contains("certificate", await ReadToEndAsync(refused.Stream), StringComparison.Ordinal);

        using var taken = await Role.StartAsync([.. Arguments(), "--tls", "--no-verify"]);
        await ServeAsync(certificate);
        Assert.StartsWith("connected\nsecret", await ReadToEndAsync(taken.Stream), StringComparison.Ordinal);
    }

    private string[] Arguments() => ["--host", "127.0.0.1", "--port", $"{((IPEndPoint)_listener.LocalEndpoint).Port}"];

    // One TLS connection, a word, the end; a client that refuses ends it sooner.
    private async Task ServeAsync(X509Certificate2 certificate)
    {
        using var engine = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await using var stream = new SslStream(new NetworkStream(engine));
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            await stream.WriteAsync("secret"u8.ToArray(), TestContext.Current.CancellationToken);
            await stream.ShutdownAsync();
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private static X509Certificate2 Certificate(string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=engine", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task<string> ReadToEndAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    // The role with a socket as the command line gives it one; the caller's end of it closes when the role ends.
    private sealed class Role(Socket socket, Task<int> ended) : IDisposable
    {
        public Socket Socket => socket;

        public NetworkStream Stream { get; } = new(socket);

        public Task<int> Ended => ended;

        public static async Task<Role> StartAsync(string[] arguments)
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            var ours = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await ours.ConnectAsync(listener.LocalEndPoint!);
            var theirs = await listener.AcceptAsync();
            return new Role(ours, RunAsync(arguments, theirs));
        }

        public async Task<string> ReadAsync(int count)
        {
            byte[] bytes = new byte[count];
            await Stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            return Encoding.UTF8.GetString(bytes);
        }

        public async Task SendAsync(string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

        public void Dispose()
        {
            Stream.Dispose();
            socket.Dispose();
        }

        private static async Task<int> RunAsync(string[] arguments, Socket theirs)
        {
            using (theirs)
            {
                return await DialRole.RunAsync(arguments, theirs);
            }
        }
    }
}
