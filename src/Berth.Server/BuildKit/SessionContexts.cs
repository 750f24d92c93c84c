using System.Globalization;
using Berth.Docker;

namespace Berth.Server;

/// <summary>The named contexts of a client's build (<c>context:NAME</c>): images, addresses, and folders of its session, which travel in the archive of the build's own context.</summary>
internal sealed class SessionContexts
{
    private const string Option = "context:";
    private const string Local = "local:";

    private readonly string _reserved = $".berth-{Guid.NewGuid():N}/";
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(string Folder, string Prefix)> _folders = [];

    /// <summary>The contexts among a frontend's options.</summary>
    /// <exception cref="GrpcException">One is of another kind.</exception>
    public SessionContexts(IReadOnlyDictionary<string, string> attributes)
    {
        foreach (var (key, value) in attributes)
        {
            if (!key.StartsWith(Option, StringComparison.Ordinal))
            {
                continue;
            }

            var name = key[Option.Length..];
            if (value.StartsWith(Local, StringComparison.Ordinal))
            {
                var place = _reserved + _folders.Count.ToString(CultureInfo.InvariantCulture);
                _folders.Add((value[Local.Length..], place + "/"));
                _values[name] = NamedContext.Carried + place;
            }
            else if (value.StartsWith(NamedContext.Image, StringComparison.Ordinal) || NamedContext.IsRemote(value))
            {
                _values[name] = value;
            }
            else
            {
                throw new GrpcException(GrpcStatus.Unimplemented, $"the named context {name}: {value} is neither a folder, an address nor an image");
            }
        }
    }

    /// <summary>The contexts as a build's request has them.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The folders' names in the session, and what their paths begin with in the archive.</summary>
    public IReadOnlyList<(string Folder, string Prefix)> Folders => _folders;
}
