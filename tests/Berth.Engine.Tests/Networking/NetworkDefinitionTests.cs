using System.Net;
using Berth.Docker;

namespace Berth.Engine.Tests;

public sealed class NetworkDefinitionTests
{
    private static readonly NetworkDefinition Definition = new(new AddressPools(NetworkingOptions.DefaultPools, "/somewhere"));

    [Theory]
    [InlineData("10.77.0.5/24", "invalid network config:\ninvalid subnet 10.77.0.5/24: it should be 10.77.0.0/24")]
    [InlineData("10.77.0.0/33", "invalid network config:\ninvalid subnet 10.77.0.0/33: invalid CIDR block notation")]
    [InlineData("fd00::1/64", "invalid network config:\ninvalid subnet fd00::1/64: it should be fd00::/64")]
    [InlineData("nonsense", "invalid network config:\ninvalid subnet nonsense: invalid CIDR block notation")]
    public void A_subnet_is_refused_in_dockers_words(string subnet, string text) =>
        Assert.Equal(text, Assert.Throws<DockerException>(() => NetworkDefinition.Check(Request("n", new IPAMConfig { Subnet = subnet }))).Message);

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var error = Assert.Throws<DockerException>(() => NetworkDefinition.Check(Request("n", new IPAMConfig
        {
            Subnet = "10.77.0.0/24", IPRange = "10.78.0.0/25", Gateway = "10.79.0.1", AuxiliaryAddresses = new Dictionary<string, string> { ["a"] = "10.80.0.1" },
        })));
        Assert.Equal(DockerErrorKind.InvalidParameter, error.Kind);
        Assert.Equal(4, error.Message.Split('\n').Length);
    }

    [Theory]
    [InlineData("bridge", "", "operation is not permitted on predefined bridge network")]
    [InlineData("host", "", "operation is not permitted on predefined host network")]
    [InlineData("n", "host", "only one instance of \"host\" network is allowed")]
    [InlineData("n", "foo", "plugin \"foo\" not found")]
    [InlineData("", "", "invalid name: name is empty")]
    [InlineData("a\nb", "", "invalid name: \"ab\" has control characters")]
    public void Names_and_drivers_are_refused_in_dockers_words(string name, string driver, string text) =>
        Assert.Equal(text, Assert.Throws<DockerException>(() => NetworkDefinition.Check(new NetworkCreateRequest { Name = name, Driver = driver })).Message);

    [Fact]
    public void A_network_without_a_subnet_gets_the_first_that_meets_nobody()
    {
        var record = Make(new NetworkCreateRequest { Name = "n" }, "172.17.0.0/16", "172.18.0.0/17", "10.0.0.0/8");
        Assert.Equal(("172.19.0.0/16", "172.19.0.1"), (record.Subnets[0].Network, record.Subnets[0].Gateway));
        Assert.Equal("br-0123456789ab", record.Bridge);
        var shown = Assert.Single(record.Network.IPAM.Config!);
        Assert.Equal(("172.19.0.0/16", "172.19.0.1"), (shown.Subnet, shown.Gateway));
    }

    [Fact]
    public void After_172_come_sixteenths_of_192_168_and_then_nothing()
    {
        Assert.Equal("192.168.16.0/20", Make(new NetworkCreateRequest { Name = "n" }, "172.16.0.0/12", "192.168.0.0/24").Subnets[0].Network);
        Assert.Equal(
            "all predefined address pools have been fully subnetted",
            Assert.Throws<DockerException>(() => Make(new NetworkCreateRequest { Name = "n" }, "172.16.0.0/12", "192.168.0.0/16")).Message);
    }

    [Fact]
    public void IPv6_comes_from_the_engines_own_prefix()
    {
        var first = Make(new NetworkCreateRequest { Name = "n", EnableIPv6 = true }).Subnets[1];
        Assert.StartsWith("fd", first.Network, StringComparison.Ordinal);
        Assert.EndsWith("::/64", first.Network, StringComparison.Ordinal);
        Assert.EndsWith("::1", first.Gateway, StringComparison.Ordinal);
        var second = Make(new NetworkCreateRequest { Name = "n", EnableIPv6 = true, EnableIPv4 = false }, first.Network).Subnets[0];
        Assert.NotEqual(first.Network, second.Network);
        Assert.Equal(first.Network[..14], second.Network[..14]);
    }

    [Fact]
    public void A_users_subnet_is_shown_as_it_was_given_and_its_gateway_is_the_first_of_the_range()
    {
        var config = new IPAMConfig { Subnet = "10.77.0.0/29", IPRange = "10.77.0.4/30", AuxiliaryAddresses = new Dictionary<string, string> { ["a"] = "10.77.0.5" } };
        var record = Make(Request("n", config));
        Assert.Equal("10.77.0.4", record.Subnets[0].Gateway);
        Assert.Same(config, Assert.Single(record.Network.IPAM.Config!));

        var allocator = new AddressAllocator(record.Subnets[0]);
        Assert.Equal("10.77.0.6", allocator.Take()!.ToString());   // .4 is the gateway, .5 reserved, .7 the broadcast address
        Assert.Null(allocator.Take());
        Assert.True(allocator.Take(IPAddress.Parse("10.77.0.2")));
        Assert.False(allocator.Take(IPAddress.Parse("10.77.0.4")));
        allocator.Return(IPAddress.Parse("10.77.0.6"));
        Assert.Equal("10.77.0.6", allocator.Take()!.ToString());
    }

    [Fact]
    public void A_users_subnet_must_not_meet_another_networks()
    {
        var own = new[] { IPNetwork.Parse("10.77.0.0/16") };
        var error = Assert.Throws<DockerException>(
            () => Definition.Make(Request("n", new IPAMConfig { Subnet = "10.77.3.0/24" }), new string('0', 64), DateTimeOffset.UnixEpoch, own, own));
        Assert.Equal((DockerErrorKind.Forbidden, "invalid pool request: Pool overlaps with other one on this address space"), (error.Kind, error.Message));
    }

    [Fact]
    public void Addresses_ascend_and_the_lowest_that_is_given_back_comes_first()
    {
        var allocator = new AddressAllocator(new Subnet { Network = "10.0.0.0/24", Range = "10.0.0.0/24", Gateway = "10.0.0.1" });
        var taken = Enumerable.Range(0, 5).Select(_ => allocator.Take()!.ToString()).ToList();
        Assert.Equal(["10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6"], taken);
        allocator.Return(IPAddress.Parse("10.0.0.5"));
        allocator.Return(IPAddress.Parse("10.0.0.3"));
        Assert.Equal(["10.0.0.3", "10.0.0.5", "10.0.0.7"], Enumerable.Range(0, 3).Select(_ => allocator.Take()!.ToString()));
        Assert.Equal(254 - 1 - 6, Count(allocator));
    }

    private static int Count(AddressAllocator allocator)
    {
        int count = 0;
        while (allocator.Take() is not null)
        {
            count++;
        }

        return count;
    }

    private static NetworkCreateRequest Request(string name, IPAMConfig config) => new() { Name = name, IPAM = new NetworkIPAM { Config = [config] } };

    private static NetworkRecord Make(NetworkCreateRequest request, params string[] taken)
    {
        NetworkDefinition.Check(request);
        return Definition.Make(request, "0123456789abcdef", DateTimeOffset.UnixEpoch, [], [.. taken.Select(t => IPNetwork.Parse(t))]);
    }
}
