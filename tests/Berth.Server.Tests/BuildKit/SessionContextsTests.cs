using Berth.Docker;

namespace Berth.Server.Tests.BuildKit;

public sealed class SessionContextsTests
{
    [Fact]
    public void Folders_of_the_session_get_places_in_the_archive_and_all_else_stays()
    {
        var contexts = new SessionContexts(new Dictionary<string, string>
        {
            ["context:a"] = "local:a", ["context:b:1"] = "docker-image://b", ["context:c"] = "https://host/r.git#main", ["context:d"] = "local:other", ["context"] = "https://host/own.git", ["target"] = "x",
        });
        Assert.Equal(("docker-image://b", "https://host/r.git#main"), (contexts.Values["b:1"], contexts.Values["c"]));
        Assert.Equal(["a", "b:1", "c", "d"], contexts.Values.Keys.Order());
        Assert.Equal(["a", "other"], contexts.Folders.Select(f => f.Folder));
        Assert.Equal(contexts.Folders.Select(f => NamedContext.Carried + f.Prefix), new[] { contexts.Values["a"] + "/", contexts.Values["d"] + "/" });
        Assert.Equal(2, contexts.Folders.Select(f => f.Prefix).Distinct().Count());
    }

    [Theory]
    [InlineData("input:target")]
    [InlineData("oci-layout://x@sha256:0")]
    public void Other_kinds_are_refused(string value)
    {
        var error = Assert.Throws<GrpcException>(() => new SessionContexts(new Dictionary<string, string> { ["context:n"] = value }));
        Assert.Equal((GrpcStatus.Unimplemented, $"the named context n: {value} is neither a folder, an address nor an image"), (error.Status, error.Message));
    }
}
