namespace Berth.Images.Tests;

/// <summary>References as Docker 28.5 reads them: each row was tried with its client.</summary>
public sealed class ImageReferenceTests
{
    private const string Hex = "7cc4b5aefd1d0cadf8d97d4350462ba51c694ebca145b08d7d41b41acc8db5aa";

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", null, null, "nginx")]
    [InlineData("nginx:1.27", "docker.io", "library/nginx", "1.27", null, "nginx:1.27")]
    [InlineData("docker.io/nginx", "docker.io", "library/nginx", null, null, "nginx")]
    [InlineData("index.docker.io/nginx", "docker.io", "library/nginx", null, null, "nginx")]
    [InlineData("docker.io/library/nginx:x", "docker.io", "library/nginx", "x", null, "nginx:x")]
    [InlineData("library/nginx", "docker.io", "library/nginx", null, null, "nginx")]
    [InlineData("bitnami/redis", "docker.io", "bitnami/redis", null, null, "bitnami/redis")]
    [InlineData("library/a/b", "docker.io", "library/a/b", null, null, "library/a/b")]
    [InlineData("localhost/a", "localhost", "a", null, null, "localhost/a")]
    [InlineData("localhost:5000/a:b", "localhost:5000", "a", "b", null, "localhost:5000/a:b")]
    [InlineData("FOO/bar", "FOO", "bar", null, null, "FOO/bar")]
    [InlineData("foo/bar", "docker.io", "foo/bar", null, null, "foo/bar")]
    [InlineData("ghcr.io/a/b/c:V1", "ghcr.io", "a/b/c", "V1", null, "ghcr.io/a/b/c:V1")]
    [InlineData("[::1]:5000/a", "[::1]:5000", "a", null, null, "[::1]:5000/a")]
    [InlineData("a--b__c.d", "docker.io", "library/a--b__c.d", null, null, "a--b__c.d")]
    [InlineData("DOCKER.IO/x", "DOCKER.IO", "x", null, null, "DOCKER.IO/x")]
    [InlineData("LOCALHOST/x", "LOCALHOST", "x", null, null, "LOCALHOST/x")]
    [InlineData("1.2.3.4/x", "1.2.3.4", "x", null, null, "1.2.3.4/x")]
    [InlineData("localhost", "docker.io", "library/localhost", null, null, "localhost")]
    [InlineData("localhost:5000", "docker.io", "library/localhost", "5000", null, "localhost:5000")]
    [InlineData("nginx@sha256:" + Hex, "docker.io", "library/nginx", null, "sha256:" + Hex, "nginx@sha256:" + Hex)]
    [InlineData("nginx:1@sha256:" + Hex, "docker.io", "library/nginx", "1", "sha256:" + Hex, "nginx:1@sha256:" + Hex)]
    public void Reads(string text, string domain, string path, string? tag, string? digest, string familiar)
    {
        ImageReference reference = ImageReference.Parse(text);
        Assert.Equal((domain, path, tag, digest, familiar), (reference.Domain, reference.Path, reference.Tag, reference.Digest?.Value, reference.Familiar));
        Assert.Equal(reference, ImageReference.Parse(reference.ToString()));
    }

    [Theory]
    [InlineData("Nginx", "invalid reference format: repository name (library/Nginx) must be lowercase")]
    [InlineData("a/B", "invalid reference format: repository name (a/B) must be lowercase")]
    [InlineData("localhost:5000/A", "invalid reference format: repository name (A) must be lowercase")]
    [InlineData("", "invalid reference format")]
    [InlineData("nginx:", "invalid reference format")]
    [InlineData("nginx@", "invalid reference format")]
    [InlineData("-a", "invalid reference format")]
    [InlineData("a//b", "invalid reference format")]
    [InlineData("a___b", "invalid reference format")]
    [InlineData("a..b", "invalid reference format")]
    [InlineData("a b", "invalid reference format")]
    [InlineData("http://x/y", "invalid reference format")]
    [InlineData("x..y/z", "invalid reference format")]
    [InlineData("a-/b", "invalid reference format")]
    [InlineData("[::1]:x/y", "invalid reference format")]
    [InlineData(" a", "invalid reference format")]
    [InlineData("a/b:-c", "invalid reference format")]
    [InlineData("docker.io/A", "invalid reference format: repository name (library/A) must be lowercase")]
    [InlineData("x/é", "invalid reference format")]
    [InlineData("foo_bar.x/y", "invalid reference format")] // Docker takes this one as a name without a registry, which it then can't reach
    [InlineData("x:y:z", "invalid reference format")]
    [InlineData("nginx@sha256:abc", "invalid reference format")]
    [InlineData("a@md5:900150983cd24fb0d6963f7d28e17f72", "unsupported digest algorithm")]
    [InlineData("a@sha256:900150983cd24fb0d6963f7d28e17f72", "invalid checksum digest length")]
    [InlineData(Hex, "invalid repository name (" + Hex + "), cannot specify 64-byte hexadecimal strings")]
    public void Refuses(string text, string error)
    {
        var e = Assert.Throws<ImageException>(() => ImageReference.Parse(text));
        Assert.Equal((error, ImageErrorKind.Invalid), (e.Message, e.Kind));
        Assert.False(ImageReference.TryParse(text, out _));
    }

    [Fact]
    public void RefusesALongPath() =>
        Assert.Equal("repository name must not be more than 255 characters", Assert.Throws<ImageException>(() => ImageReference.Parse(new string('a', 256))).Message);

    [Fact]
    public void RefusesALongTag() => Assert.False(ImageReference.TryParse("a:" + new string('t', 129), out _));

    [Fact]
    public void GivesTheDefaultTagOnlyToABareName()
    {
        Assert.Equal("docker.io/library/nginx:latest", ImageReference.Parse("nginx").WithDefaultTag().ToString());
        Assert.Equal("nginx@sha256:" + Hex, ImageReference.Parse("nginx@sha256:" + Hex).WithDefaultTag().Familiar);
    }
}
