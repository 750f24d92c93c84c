using System.Globalization;
using System.Net;
using System.Text;

namespace Berth.Monitor.Tests;

public sealed class KnownNamesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("berth-names-").FullName;

    [Fact]
    public void A_name_has_its_addresses_whatever_the_case()
    {
        Publish("n", "web-1 172.18.0.2 fd12:3456:789a::2\nweb 172.18.0.2 172.18.0.3 fd12:3456:789a::2\n");
        Assert.Equal(["172.18.0.2"], DnsText.Addresses(Ask("WEB-1.")));
        Assert.Equal(["fd12:3456:789a::2"], DnsText.Addresses(Ask("web", DnsText.Aaaa)));
        Assert.Equal(["172.18.0.2"], DnsText.Addresses(Ask("web-1.n")));
    }

    [Fact]
    public void Several_addresses_take_turns()
    {
        Publish("n", "web 10.0.0.1 10.0.0.2 10.0.0.3\n");
        var names = new KnownNames([_folder + "/n.names"]);
        string[] firsts = [.. Enumerable.Range(0, 6).Select(_ => DnsText.Addresses(Ask("web", names: names))).Select(a => a[0])];
        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3"], firsts.Take(3).Order());
        Assert.Equal(firsts.Take(3), firsts.Skip(3));
    }

    [Fact]
    public void A_known_name_without_such_an_address_is_an_empty_answer()
    {
        Publish("n", "web 10.0.0.1\n");
        foreach (ushort type in (ushort[])[DnsText.Aaaa, DnsText.Mx])
        {
            byte[] answer = Ask("web", type);
            Assert.Equal((0, 0), (DnsText.Code(answer), DnsText.Count(answer)));
        }
    }

    [Fact]
    public void Flags_are_those_of_a_recursive_server_that_owns_nothing()
    {
        Publish("n", "web 10.0.0.1\n");
        Assert.Equal((0x81, 0x80), (Ask("web")[2], Ask("web")[3]));
    }

    [Fact]
    public void An_address_has_the_first_name_with_the_network_behind()
    {
        Publish("net_x", "web-1 172.18.0.2 fd12:3456:789a::2\nweb 172.18.0.2 fd12:3456:789a::2\n");
        byte[] expected = [5, .. "web-1"u8, 5, .. "net_x"u8, 0];
        Assert.Equal(expected, DnsText.Data(Ask("2.0.18.172.in-addr.arpa", DnsText.Ptr))[0]);
        string six = string.Join('.', IPAddress.Parse("fd12:3456:789a::2").GetAddressBytes().SelectMany(b => b.ToString("x2", CultureInfo.InvariantCulture)).Reverse());
        Assert.Equal(expected, DnsText.Data(Ask(six + ".IP6.arpa", DnsText.Ptr))[0]);
        Assert.Empty(Ask("3.0.18.172.in-addr.arpa", DnsText.Ptr));
        Assert.Empty(Ask("0.18.172.in-addr.arpa", DnsText.Ptr));
    }

    [Fact]
    public void Networks_are_asked_in_order()
    {
        Publish("a", "web 10.1.0.1\n");
        Publish("b", "web 10.2.0.1\ndb 10.2.0.2\n");
        var names = new KnownNames([_folder + "/a.names", _folder + "/b.names"]);
        Assert.Equal(["10.1.0.1"], DnsText.Addresses(Ask("web", names: names)));
        Assert.Equal(["10.2.0.2"], DnsText.Addresses(Ask("db", names: names)));
        Assert.Equal(["10.2.0.1"], DnsText.Addresses(Ask("web.b", names: names)));
        Assert.Empty(Ask("other", names: names));
    }

    [Fact]
    public void A_change_counts_with_the_next_question()
    {
        var names = new KnownNames([_folder + "/n.names"]);
        Assert.Empty(Ask("web", names: names));
        Publish("n", "web 10.0.0.1\n");
        Assert.Equal(["10.0.0.1"], DnsText.Addresses(Ask("web", names: names)));
        Publish("n", "web 10.0.0.2\n");
        Assert.Equal(["10.0.0.2"], DnsText.Addresses(Ask("web", names: names)));
        File.Delete(_folder + "/n.names");
        Assert.Empty(Ask("web", names: names));
    }

    [Fact]
    public void An_answer_over_the_clients_room_is_cut_and_says_so()
    {
        Publish("n", "web" + string.Concat(Enumerable.Range(1, 60).Select(i => $" 10.0.0.{i}")) + "\n");
        byte[] cut = Ask("web", room: 512);
        Assert.True(cut.Length <= 512 && (cut[2] & 2) != 0 && DnsText.Count(cut) == 30);
        byte[] whole = Ask("web", room: 4096);
        Assert.True((whole[2] & 2) == 0 && DnsText.Count(whole) == 60);
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else\nweb 10.0.0.1\n")]
    [InlineData("berth-names 1 n\n\n 10.0.0.1\nweb\nweb2 x 10.0.0.\n")]
    [InlineData("berth-names 1 n")]
    public void A_broken_table_knows_nothing(string text)
    {
        var table = new NameTable("unused");
        table.Read(Encoding.ASCII.GetBytes(text));
        Assert.Equal(-1, table.FindAddress([10, 0, 0, 1]));
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        Publish("n", "web 10.0.0.1 10.0.0.2\n");
        var names = new KnownNames([_folder + "/n.names"]);
        byte[] query = DnsText.Query("web"), room = new byte[512], name = new byte[DnsQuestion.LongestName];
        DnsQuestion.TryRead(query, name, out DnsQuestion question, out _);
        names.Answer(query, question, name.AsSpan(0, question.NameLength), room);
        // The least of several rounds: a method that is compiled just in time allocates once, at a time of the compiler's choice.
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                DnsQuestion.TryRead(query, name, out question, out _);
                names.Answer(query, question, name.AsSpan(0, question.NameLength), room);
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Publish(string network, string lines)
    {
        File.WriteAllText($"{_folder}/{network}.new", $"berth-names 1 {network}\n{lines}");
        File.Move($"{_folder}/{network}.new", $"{_folder}/{network}.names", overwrite: true);
    }

    private byte[] Ask(string name, ushort type = DnsText.A, KnownNames? names = null, int room = 1024)
    {
        names ??= new KnownNames(Directory.GetFiles(_folder, "*.names"));
        byte[] query = DnsText.Query(name, type), answer = new byte[room], text = new byte[DnsQuestion.LongestName];
        Assert.True(DnsQuestion.TryRead(query, text, out DnsQuestion question, out _));
        return answer[..names.Answer(query, question, text.AsSpan(0, question.NameLength), answer)];
    }
}
