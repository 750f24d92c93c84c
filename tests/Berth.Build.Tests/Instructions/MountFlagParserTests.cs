namespace Berth.Build.Tests.Instructions;

public sealed class MountFlagParserTests
{
    [Fact]
    public void A_bind_is_what_there_is_without_a_type()
    {
        var mount = Parse("target=/x");
        Assert.Equal((MountKind.Bind, "/x", null, null), (mount.Kind, mount.Target, mount.From, mount.ReadOnly));
        mount = Parse("type=bind,src=a/b,dst=x,from=stage,rw");
        Assert.Equal(("a/b", "x", "stage", false), (mount.Source, mount.Target, mount.From, mount.ReadOnly));
        Assert.False(Parse("source=a,destination=x,readwrite=1").ReadOnly);
        Assert.True(Parse("source=a,destination=x,ro=t").ReadOnly);
    }

    [Fact]
    public void A_cache_has_a_name_an_owner_and_neighbours()
    {
        var mount = Parse("type=cache,id=pip,target=/root/.cache,sharing=locked,uid=1000,gid=7,mode=0770,from=base,source=/seed,readonly");
        Assert.Equal(("pip", CacheSharing.Locked, 1000, 7, 0x1F8), (mount.Id, mount.Sharing, mount.Uid, mount.Gid, mount.Mode));
        Assert.Equal(("base", "/seed", true), (mount.From, mount.Source, mount.ReadOnly));
        Assert.Equal(CacheSharing.Shared, Parse("TYPE=Cache,target=/c").Sharing);
        Assert.Equal(CacheSharing.Private, Parse("type=cache,target=/c,sharing=PRIVATE").Sharing);
    }

    [Fact]
    public void The_order_of_keys_does_not_count_and_a_quoted_value_may_hold_a_comma()
    {
        Assert.Equal(1536L << 10, Parse("size=1.5m,target=/t,type=tmpfs").Size);
        Assert.Equal("/a,b", Parse("\"target=/a,b\",type=tmpfs").Target);
        Assert.Equal("/a\"b", Parse("\"target=/a\"\"b\",type=tmpfs").Target);
    }

    [Fact]
    public void Secrets_and_agents_may_be_required()
    {
        var mount = Parse("type=secret,id=s,target=/t,required,mode=0440,uid=1,gid=2,env=S");
        Assert.Equal((true, 0x120, 1, 2, "S"), (mount.Required, mount.Mode, mount.Uid, mount.Gid, mount.Variable));
        Assert.Equal(["s", "base", "src"], new[] { "id=s,target=/t", "target=/a/base", "source=src" }.Select(t => Parse("type=secret," + t).SecretId));
        Assert.True(Parse("type=ssh,required=true").Required);
        Assert.False(Parse("type=ssh,required=false").Required);
    }

    [Theory]
    [InlineData("typ=cache,target=/c", "unexpected key 'typ' in 'typ=cache' (did you mean type?)")]
    [InlineData("type=cach,target=/c", "unsupported mount type \"cach\" (did you mean cache?)")]
    [InlineData("type=cache", "invalid mount target \"/\": a cache mount needs a target")]
    [InlineData("source=a", "a bind mount needs a target")]
    [InlineData("type=cache,target=/c,sharing=lock", "unsupported sharing value \"lock\" (did you mean locked?)")]
    [InlineData("target=/c,mode=0700", "unexpected key 'mode' for mount type 'bind': it belongs to cache, secret, ssh")]
    [InlineData("type=cache,target=/c,size=1", "unexpected key 'size' for mount type 'cache': it belongs to tmpfs")]
    [InlineData("type=cache,target=/c,required", "unexpected key 'required' for mount type 'cache'")]
    [InlineData("type=secret,id=s,from=x", "unexpected key 'from' for mount type 'secret'")]
    [InlineData("type=tmpfs,target=/c,sharing=shared", "unexpected key 'sharing' for mount type 'tmpfs'")]
    [InlineData("type=ssh,env=X", "unexpected key 'env' for mount type 'ssh'")]
    [InlineData("type=tmpfs,target=/c,size=1x", "invalid value for size: 1x (in 'size=1x')")]
    [InlineData("type=cache,target=/c,uid=x", "invalid value for uid: x")]
    [InlineData("type=cache,target=/c,gid=-1", "invalid value for gid: -1")]
    [InlineData("type=cache,target=/c,mode=0888", "invalid value for mode: 0888")]
    [InlineData("target=/c,ro=maybe", "invalid value for readonly: maybe (in 'ro=maybe')")]
    [InlineData("type=cache,target=/c,foo", "invalid field 'foo' must be a key=value pair")]
    [InlineData("target=/c,tmpfs-size=1", "unexpected key 'tmpfs-size' in 'tmpfs-size=1'")]
    [InlineData("type=secret", "invalid secret mount. one of id, source, target required")]
    [InlineData("type=secret,id=a,source=b", "both source and id can't be set")]
    [InlineData("type=cache,target=/c,source=/x", "\"/x\": not found: a cache is empty at first")]
    [InlineData("type=cache,target=/c,from=$X", "'from' doesn't support variable expansion")]
    [InlineData("\"target=/c", "a quotation mark is not closed")]
    public void What_is_wrong_is_said_with_its_line(string text, string message)
    {
        var error = Assert.Throws<DockerfileException>(() => MountFlagParser.Check(text, 7));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(7, error.Line);
    }

    [Fact]
    public void Variables_are_replaced_when_the_steps_turn_comes()
    {
        var flag = MountFlagParser.Check("type=$T,target=${P}/x,id=a$P,uid=$U,from=base", 1);
        Assert.Equal("base", flag.From);
        var expander = new WordExpander('\\', name => name switch { "T" => "cache", "P" => "/p", "U" => "5", _ => null });
        var mount = MountFlagParser.Parse(flag.Text, 1, word => expander.Expand(word, 1));
        Assert.Equal((MountKind.Cache, "/p/x", "a/p", 5), (mount.Kind, mount.Target, mount.Id, mount.Uid));
        Assert.Contains("unexpected key 'tpe'", Assert.Throws<DockerfileException>(() => MountFlagParser.Check("tpe=$T,target=/x", 1)).Message, StringComparison.Ordinal);
    }

    private static RunMount Parse(string text) => MountFlagParser.Parse(text, 1, value => value);
}
