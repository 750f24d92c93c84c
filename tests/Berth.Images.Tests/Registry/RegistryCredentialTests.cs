using System.Buffers.Text;
using System.Text;

namespace Berth.Images.Tests;

public sealed class RegistryCredentialTests
{
    [Theory]
    [InlineData("""{"username":"me","password":"p:w","serveraddress":"https://index.docker.io/v1/"}""", "me", "p:w", null, null)]
    [InlineData("""{"auth":"bWU6cDp3"}""", "me", "p:w", null, null)]
    [InlineData("""{"identitytoken":"refresh","username":""}""", null, null, "refresh", null)]
    [InlineData("""{"registrytoken":"bearer","extra":{"a":[1]}}""", null, null, null, "bearer")]
    public void Reads(string json, string? user, string? password, string? identity, string? token)
    {
        RegistryCredential? credential = RegistryCredential.FromHeader(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json)));
        Assert.Equal((user, password, identity, token), (credential!.Username, credential.Password, credential.IdentityToken, credential.RegistryToken));
        Assert.Equal(credential, RegistryCredential.FromHeader(Convert.ToBase64String(Encoding.UTF8.GetBytes(json)))); // as some clients send it
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("e30=")] // {}
    [InlineData("bnVsbA==")] // null
    public void NoneIsNone(string? header) => Assert.Null(RegistryCredential.FromHeader(header));

    [Theory]
    [InlineData("!!!")]
    [InlineData("e30")]
    [InlineData("W10=")] // []
    [InlineData("e3")]
    public void NothingButItsOwnFailure(string header)
    {
        try
        {
            RegistryCredential.FromHeader(header);
        }
        catch (ImageException e)
        {
            Assert.Equal(ImageErrorKind.Invalid, e.Kind);
        }
    }
}
