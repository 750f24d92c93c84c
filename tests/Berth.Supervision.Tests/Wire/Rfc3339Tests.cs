using System.Text;

namespace Berth.Supervision.Tests;

public class Rfc3339Tests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "2026-01-02T12:00:00Z")]
    [InlineData(1, "2026-01-02T12:00:00.0000001Z")]
    [InlineData(5_000_000, "2026-01-02T12:00:00.5Z")]
    [InlineData(-1, "2026-01-02T11:59:59.9999999Z")]
    public void Time_has_no_trailing_zeros(long ticks, string expected)
    {
        var to = new byte[Rfc3339.MaxBytes];
        Assert.Equal(expected, Encoding.ASCII.GetString(to, 0, Rfc3339.Format(Noon.AddTicks(ticks), to)));
    }

    [Fact]
    public void The_longest_fits_and_zones_become_UTC()
    {
        var to = new byte[Rfc3339.MaxBytes];
        Assert.Equal(Rfc3339.MaxBytes, Rfc3339.Format(DateTimeOffset.MaxValue, to));
        var east = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal("2025-12-31T23:00:00Z", Encoding.ASCII.GetString(to, 0, Rfc3339.Format(east, to)));
    }
}
