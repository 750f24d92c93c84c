namespace Berth.Server.Tests;

/// <summary>Connections that clients keep for their next request.</summary>
public sealed class IdleConnectionTests
{
    // Kestrel looks at its connections' times once a second.
    private static readonly TimeSpan TwoLooks = TimeSpan.FromSeconds(2.2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_idle_connection_stays_open_before_and_after_a_request(bool asked)
    {
        await using var served = await ServedEngine.StartAsync();
        using var connection = served.Open();
        if (asked)
        {
            connection.Send("HEAD /_ping HTTP/1.1\r\nHost: d\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200", connection.ReadHead(), StringComparison.Ordinal);
        }

        Assert.True(connection.StaysQuiet(TwoLooks), "the server closed an idle connection");
        Assert.StartsWith("HTTP/1.1 200", connection.Ask("GET", "/_ping"), StringComparison.Ordinal);
    }
}
