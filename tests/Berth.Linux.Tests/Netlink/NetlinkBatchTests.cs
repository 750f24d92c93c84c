using System.Net;
using System.Net.NetworkInformation;

namespace Berth.Linux.Tests;

public sealed class NetlinkBatchTests
{
    [Fact]
    public void Each_message_has_its_length_and_the_last_asks_for_an_answer()
    {
        var batch = new NetlinkBatch().LinkUp(1, linkLocal: true).LinkUp("eth0", linkLocal: true);
        batch.Seal(7, batch.Count - 1);
        byte[] bytes = batch.Bytes.ToArray();

        int first = BitConverter.ToInt32(bytes);
        Assert.Equal(bytes.Length, first + BitConverter.ToInt32(bytes, first));
        Assert.Equal((1, 7u), (BitConverter.ToUInt16(bytes, 6), BitConverter.ToUInt32(bytes, 8)));
        Assert.Equal((1 | 4, 8u), (BitConverter.ToUInt16(bytes, first + 6), BitConverter.ToUInt32(bytes, first + 8)));
        Assert.Equal(["link 1 up", "eth0 up"], batch.Steps);
        Assert.Equal(["settings of eth0", "eth0 up"], new NetlinkBatch().LinkUp("eth0", linkLocal: false).Steps);
    }

    [Fact]
    public void A_batch_grows_past_its_first_room()
    {
        var batch = new NetlinkBatch();
        for (int i = 0; i < 500; i++)
        {
            batch.AddBridge($"br{i}", 1, PhysicalAddress.Parse("02:42:00:00:00:01"), 1500);
        }
        Assert.Equal(500, batch.Count);
        Assert.True(batch.Bytes.Length > 500 * 60);
    }

    [Fact]
    public void Attributes_are_read_as_they_were_written()
    {
        var batch = new NetlinkBatch().AddBridge("br-test", 0xbe000000, PhysicalAddress.Parse("02:42:0a:00:00:01"), 1400);
        var link = LinkInfo.Read(batch.Bytes[16..]);
        Assert.Equal(new LinkInfo(0, "br-test", 0xbe000000, 0, "bridge", false), link);
    }

    [Fact]
    public void No_prefix_of_a_message_breaks_the_reader()
    {
        var batch = new NetlinkBatch().AddBridge("br-test", 0xbe000000, PhysicalAddress.Parse("02:42:0a:00:00:01"), 1400);
        for (int length = 16; length < batch.Bytes.Length - 16; length++)
        {
            var link = LinkInfo.Read(batch.Bytes.Slice(16, length));
            Assert.True(link.Name is "br-test" or "");
        }
    }

    [Theory]
    [InlineData("0100007F:1F90", "127.0.0.1", 8080, true)]
    [InlineData("0100007F:1F90", "0.0.0.0", 8080, true)]
    [InlineData("0100007F:1F90", "10.0.0.1", 8080, false)]
    [InlineData("0100007F:1F90", "127.0.0.1", 8081, false)]
    [InlineData("00000000:1F90", "10.0.0.1", 8080, true)]
    [InlineData("00000000000000000000000000000000:1F90", "10.0.0.1", 8080, true)]
    [InlineData("00000000000000000000000001000000:1F90", "::1", 8080, true)]
    [InlineData("0000000000000000FFFF00000100007F:1F90", "127.0.0.1", 8080, true)]
    [InlineData("nonsense", "127.0.0.1", 8080, false)]
    public void Holders_of_ports_are_found_by_address(string local, string wanted, int port, bool collides) =>
        Assert.Equal(collides, SocketHolder.Collides(local, new IPEndPoint(IPAddress.Parse(wanted), port)));
}
