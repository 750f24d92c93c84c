using System.Text;
using Berth.Docker;

namespace Berth.Cli;

/// <summary><c>--secret</c> and <c>--ssh</c> of <c>build</c>: what steps may use of the caller's, and the image doesn't keep.</summary>
internal static class SecretOption
{
    private static readonly string[] s_keys = ["type", "id", "src", "source", "env"];

    /// <summary>Reads the secrets: <c>id=…,src=FILE</c> or <c>id=…,env=NAME</c>; without either the variable of that name, else the file.</summary>
    /// <exception cref="UsageException">An option is wrong, the variable isn't set, the file can't be read or is too long.</exception>
    public static Dictionary<string, byte[]> Read(List<string> options)
    {
        var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var (id, content) = One(option);
            secrets[id] = content;
        }
        Here(() =>
        {
            BuildSecrets.Check(secrets);
            return true;
        });
        return secrets;
    }

    /// <summary>Reads the agents: <c>default</c> or <c>id=SOCKET</c>.</summary>
    /// <exception cref="UsageException">There is no such agent, or the engine is elsewhere.</exception>
    public static Dictionary<string, ISshAgent> Agents(List<string> options, EngineAddress address)
    {
        var agents = new Dictionary<string, ISshAgent>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var (id, path) = KeyValue.Split(option);
            agents[id] = Here(() => SshAgents.Find(id, (path ?? "").Split(',')[0], Environment.GetEnvironmentVariable(SshAgents.Variable), address.Kind != AddressKind.Unix));
        }
        return agents;
    }

    private static (string Id, byte[] Content) One(string option)
    {
        string type = "", id = "", file = "", variable = "";
        foreach (var field in FlagValues.SplitCsv(option))
        {
            var (rawName, value) = KeyValue.Split(field);
            if (value is null)
                throw Wrong($"invalid field '{field}' must be a key=value pair");
            switch (rawName.ToLowerInvariant())
            {
                case "type" when value is "file" or "env": type = value; break;
                case "type": throw Wrong($"unsupported secret type {GoQuote.Double(value)}: there are file and env");
                case "id": id = value; break;
                case "src" or "source": file = value; break;
                case "env": variable = value; break;
                default: throw Wrong($"unexpected key '{rawName}' in '{field}'{Hint(rawName)}");
            }
        }
        if (type == "env" && variable.Length == 0)
            (file, variable) = ("", file);
        if (id.Length == 0)
            id = variable.Length > 0 ? variable : Path.GetFileName(file);
        if (id.Length == 0)
            throw Wrong($"secret missing ID: --secret {GoQuote.Double(option)} has neither id nor src nor env");
        return (id, Content(type, id, file, variable));
    }

    private static byte[] Content(string type, string id, string file, string variable)
    {
        if (variable.Length == 0 && file.Length == 0 && (type == "env" || (type.Length == 0 && Environment.GetEnvironmentVariable(id) is not null)))
            variable = id;
        if (variable.Length == 0)
            return Here(() => BuildSecrets.OfFile(id, file.Length > 0 ? file : id));
        return Environment.GetEnvironmentVariable(variable) is { } value
            ? Encoding.UTF8.GetBytes(value)
            : throw Wrong($"secret {id}: the environment variable {variable} is not set");
    }

    // What is wrong here is not the engine's answer.
    private static T Here<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DockerException e)
        {
            throw Wrong(e.Message);
        }
    }

    private static string Hint(string name) => NearestWord.Find(name, s_keys) is { } nearest ? $" (did you mean {nearest}?)" : "";

    private static UsageException Wrong(string message) => new(message, ExitCodes.Failure) { ShowUsage = false };
}
