using System.Text;
using System.Text.Json;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Cli;

/// <summary>The logins of registries: in the client's configuration, or in a credential helper that it names.</summary>
internal static class RegistryLogins
{
    /// <summary>The name under which the default registry's login is kept.</summary>
    public const string DefaultServer = "https://index.docker.io/v1/";

    private const string TokenUser = "<token>";

    /// <summary>The login for a registry, or null for none.</summary>
    public static AuthConfig? For(string domain, ClientConfig config)
    {
        var server = domain == ImageName.DefaultDomain ? DefaultServer : domain;
        return Helper(server, config) is { } helper ? FromHelper(helper, server) : FromFile(server, config);
    }

    /// <summary>Keeps a login.</summary>
    public static void Store(AuthConfig login, ClientConfig config)
    {
        var server = login.ServerAddress!;
        if (Helper(server, config) is { } helper)
        {
            var secret = login.IdentityToken is { Length: > 0 } token ? token : login.Password;
            var user = login.IdentityToken is { Length: > 0 } ? TokenUser : login.Username;
            Call(helper, "store", $"{{\"ServerURL\":{TemplateFunctions.Json(server)},\"Username\":{TemplateFunctions.Json(user)},\"Secret\":{TemplateFunctions.Json(secret)}}}");
            return;
        }
        Change(config, server, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("auth", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}")));
            if (login.IdentityToken is { Length: > 0 } token)
                writer.WriteString("identitytoken", token);
            writer.WriteEndObject();
        });
    }

    /// <summary>Forgets a login; false if there was none.</summary>
    public static bool Erase(string server, ClientConfig config)
    {
        if (Helper(server, config) is { } helper)
            return Call(helper, "erase", server).ExitCode == 0;
        if (config.Object("auths"u8) is not { } auths || !auths.TryGetProperty(server, out _))
            return false;
        Change(config, server, null);
        return true;
    }

    private static void Change(ClientConfig config, string server, Action<Utf8JsonWriter>? write) => config.Change("auths", writer =>
    {
        writer.WriteStartObject();
        if (config.Object("auths"u8) is { } present)
        {
            foreach (var entry in present.EnumerateObject())
            {
                if (entry.Name != server)
                    entry.WriteTo(writer);
            }
        }
        if (write is not null)
        {
            writer.WritePropertyName(server);
            write(writer);
        }
        writer.WriteEndObject();
    });

    private static string? Helper(string server, ClientConfig config) =>
        config.Object("credHelpers"u8) is { } helpers && helpers.TryGetProperty(server, out var own) ? own.GetString() : config.Text("credsStore"u8);

    private static AuthConfig? FromFile(string server, ClientConfig config)
    {
        if (config.Object("auths"u8) is not { } auths)
            return null;
        foreach (var entry in auths.EnumerateObject())
        {
            if (entry.Name != server && HostOf(entry.Name) != HostOf(server))
                continue;
            var auth = entry.Value.TryGetProperty("auth", out var value) ? value.GetString() ?? "" : "";
            var token = entry.Value.TryGetProperty("identitytoken", out var identity) ? identity.GetString() : null;
            var (user, password) = Decode(auth);
            return new AuthConfig { Username = user, Password = password, IdentityToken = token, ServerAddress = server };
        }
        return null;
    }

    private static AuthConfig? FromHelper(string helper, string server)
    {
        var (code, output) = Call(helper, "get", server);
        if (code != 0)
            return null;   // the helper's way to say that it has none
        try
        {
            using var document = JsonDocument.Parse(output);
            var user = document.RootElement.GetProperty("Username").GetString() ?? "";
            var secret = document.RootElement.GetProperty("Secret").GetString() ?? "";
            return user == TokenUser
                ? new AuthConfig { IdentityToken = secret, ServerAddress = server }
                : new AuthConfig { Username = user, Password = secret, ServerAddress = server };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DockerException(DockerErrorKind.Unauthorized, $"docker-credential-{helper} get: its answer is no login");
        }
    }

    private static (int ExitCode, string Output) Call(string helper, string act, string input)
    {
        try
        {
            return ChildProgram.Run("docker-credential-" + helper, [act], input);
        }
        catch (LinuxException e)
        {
            throw new DockerException(DockerErrorKind.Unauthorized, $"error getting credentials: {e.Message}; the client's configuration names this helper", e);
        }
    }

    private static (string? User, string? Password) Decode(string auth)
    {
        var bytes = new byte[auth.Length];
        if (auth.Length == 0 || !Convert.TryFromBase64String(auth, bytes, out var length))
            return (null, null);
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..].TrimEnd('\0'));
    }

    private static string HostOf(string server)
    {
        var scheme = server.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? server : server[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? rest : rest[..slash];
    }
}
