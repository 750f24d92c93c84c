using System.Security.Cryptography;

namespace Berth.Images.Tests;

public sealed class Sha256Tests
{
    [Fact]
    public void AgreesWithTheLibraryForEveryLengthAndCut()
    {
        byte[] content = new byte[300];
        new Random(1).NextBytes(content);
        byte[] hash = new byte[32];
        for (int length = 0; length <= content.Length; length++)
        {
            var sha = new Sha256();
            int cut = length / 3;
            sha.Append(content.AsSpan(0, cut));
            sha.Append(content.AsSpan(cut, length - cut));
            sha.Finish(hash);
            Assert.Equal(SHA256.HashData(content.AsSpan(0, length)), hash);
        }
    }

    [Fact]
    public void StreamHashAgrees()
    {
        using var hash = new StreamHash();
        hash.Append("ab"u8);
        hash.Append("c"u8);
        Assert.Equal("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash.Finish().Value);
        Assert.Equal("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Digest.Of("abc"u8).Value);
    }
}
