using System.Text.Json;

namespace Berth.Docker;

// The members of a record, one method a record. What is empty is left out.
internal static partial class ApiWriter
{
    public static void AuthConfig(Utf8JsonWriter json, AuthConfig value)
    {
        json.Text("username"u8, value.Username);
        json.Text("password"u8, value.Password);
        json.Text("auth"u8, value.Auth);
        json.Text("email"u8, value.Email);
        json.Text("serveraddress"u8, value.ServerAddress);
        json.Text("identitytoken"u8, value.IdentityToken);
        json.Text("registrytoken"u8, value.RegistryToken);
    }
}
