using System.Text;

namespace Berth.Monitor.Tests;

public class DnsQuestionTests
{
    [Fact]
    public void A_question_is_read()
    {
        byte[] query = DnsText.Query("Web.Example.com", DnsText.Aaaa, udpSize: 1232);
        var name = new byte[DnsQuestion.LongestName];
        Assert.True(DnsQuestion.TryRead(query, name, out DnsQuestion question, out _));
        Assert.Equal("Web.Example.com", Encoding.ASCII.GetString(name, 0, question.NameLength));
        Assert.Equal((28, 1, query.Length - 11, 1232), (question.Type, question.Class, question.End, question.Room));
    }

    [Fact]
    public void No_part_of_a_question_is_one()
    {
        byte[] query = DnsText.Query("web.example.com");
        var name = new byte[DnsQuestion.LongestName];
        for (int length = 0; length < query.Length; length++)
        {
            Assert.False(DnsQuestion.TryRead(query.AsSpan(0, length), name, out _, out NameError error));
            Assert.Equal(length < 12 ? NameError.None : NameError.BadFormat, error);
        }
    }

    [Fact]
    public void Any_bytes_get_an_answer_or_none()
    {
        var random = new Random(42);
        var name = new byte[DnsQuestion.LongestName];
        var room = new byte[4096];
        var names = new KnownNames(["/nothing/there"]);
        for (int i = 0; i < 200_000; i++)
        {
            byte[] query = DnsText.Query(new string('x', random.Next(1, 60)) + ".ip6.arpa", DnsText.Ptr, udpSize: 512)[..];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                query[random.Next(query.Length)] = (byte)random.Next(256);
            }
            query = query[..random.Next(query.Length + 1)];
            if (DnsQuestion.TryRead(query, name, out DnsQuestion question, out NameError error))
            {
                Assert.True(question.End <= query.Length);
                Assert.Equal(0, names.Answer(query, question, name.AsSpan(0, question.NameLength), room));
                Assert.Equal(question.End, new DnsAnswer(room, query, question.End, NameError.ServerFailed).Length);
            }
            else if (error != NameError.None)
            {
                Assert.Equal(12, new DnsAnswer(room, query, 12, error).Length);
            }
        }
    }

    [Fact]
    public void The_longest_name_is_read_and_a_longer_one_is_not()
    {
        string label = new('a', 63);
        var name = new byte[DnsQuestion.LongestName];
        Assert.True(DnsQuestion.TryRead(DnsText.Query($"{label}.{label}.{label}.{new string('b', 61)}"), name, out DnsQuestion question, out _));
        Assert.Equal(253, question.NameLength);
        Assert.False(DnsQuestion.TryRead(DnsText.Query($"{label}.{label}.{label}.{new string('b', 62)}"), name, out _, out NameError error));
        Assert.Equal(NameError.BadFormat, error);
    }

    [Theory]
    [InlineData(2, 0x81, NameError.None)]             // an answer, not a query
    [InlineData(2, 0x11, NameError.NotImplemented)]   // a server's status
    [InlineData(5, 2, NameError.BadFormat)]           // two questions
    [InlineData(12, 0xC0, NameError.BadFormat)]       // a pointer
    public void What_is_no_plain_query_is_refused(int at, byte value, object expected)
    {
        byte[] query = DnsText.Query("web");
        query[at] = value;
        Assert.False(DnsQuestion.TryRead(query, new byte[DnsQuestion.LongestName], out _, out NameError error));
        Assert.Equal(expected, error);
    }
}
