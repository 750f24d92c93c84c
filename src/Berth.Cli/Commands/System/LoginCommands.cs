using System.Text;
using Berth.Docker;
using Berth.Linux;

namespace Berth.Cli;

/// <summary><c>login</c> and <c>logout</c>.</summary>
internal static class LoginCommands
{
    /// <summary><c>login</c>.</summary>
    public static int Login(CommandContext context)
    {
        var arguments = context.Arguments;
        var server = Server(context);
        var user = arguments.TextOrNull("username"u8);
        var password = arguments.TextOrNull("password"u8);
        if (arguments.Bool("password-stdin"u8))
        {
            if (password is not null)
                throw Refused("conflicting options: cannot specify both --password and --password-stdin");
            if (string.IsNullOrEmpty(user))
                throw Refused("the --password-stdin option requires --username to be set");
            password = ReadInput().TrimEnd('\n').TrimEnd('\r');
        }
        else if (password is not null)
        {
            context.Error.WriteLine("WARNING! Using --password via the CLI is insecure. Use --password-stdin.");
        }
        if (user is null || password is null)
        {
            if (!CallerTerminal.InputIsTerminal)
                throw Refused("cannot perform an interactive login from a non-TTY device");
            user ??= Prompt(context, "Username: ", hidden: false);
            password ??= Prompt(context, "Password: ", hidden: true);
        }
        if (user.Length == 0 || password.Length == 0)
            throw Refused(user.Length == 0 ? "username required" : "password required");
        var login = new AuthConfig { Username = user, Password = password, ServerAddress = server };
        var answer = context.Client.System.AuthAsync(login).GetAwaiter().GetResult();
        RegistryLogins.Store(answer.IdentityToken is { Length: > 0 } token ? login with { Password = null, IdentityToken = token } : login, context.Config);
        context.Out.WriteLine(answer.Status is { Length: > 0 } status ? status : "Login Succeeded");
        return ExitCodes.Success;
    }

    /// <summary><c>logout</c>.</summary>
    public static int Logout(CommandContext context)
    {
        var server = Server(context);
        var shown = server == RegistryLogins.DefaultServer ? server : context.Words[0];
        context.Out.WriteLine($"Removing login credentials for {shown}");
        if (!RegistryLogins.Erase(server, context.Config))
            context.Out.WriteLine($"Not logged in to {shown}");
        return ExitCodes.Success;
    }

    private static string Server(CommandContext context)
    {
        if (context.Words.Count == 0 || context.Words[0] is "docker.io" or "index.docker.io" or "registry-1.docker.io")
            return RegistryLogins.DefaultServer;
        var text = context.Words[0];
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? text : text[(scheme + 3)..]).TrimEnd('/');
    }

    private static string Prompt(CommandContext context, string text, bool hidden)
    {
        context.Out.Write(text);
        context.Out.Flush();
        if (!hidden)
            return Question.ReadLine() ?? "";
        var before = TerminalMode.Of(0);
        before.WithoutEcho().Apply(0);
        try
        {
            return Question.ReadLine() ?? "";
        }
        finally
        {
            before.Apply(0);
            context.Out.WriteLine("");
        }
    }

    private static string ReadInput()
    {
        using var input = new CallerStream(0);
        using var reader = new StreamReader(input, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static UsageException Refused(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };
}
