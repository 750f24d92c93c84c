namespace Berth.Compose;

/// <summary>
/// A mount in short form: <c>[source:]target[:options]</c>. A source that starts with <c>. / ~</c>, a drive letter or two backslashes is a path;
/// a single letter before the first colon counts as a drive, so <c>v:/v</c> is an anonymous volume at a Windows path.
/// </summary>
internal sealed record VolumeSpec
{
    public string Type { get; private set; } = "volume";

    public string Source { get; private set; } = "";

    public string Target { get; private set; } = "";

    public bool ReadOnly { get; private set; }

    public bool NoCopy { get; private set; }

    public bool HasVolume { get; private set; }

    public bool HasBind { get; private set; }

    public bool CreateHostPath { get; private set; }

    public string Propagation { get; private set; } = "";

    public string Selinux { get; private set; } = "";

    /// <summary>What is wrong with it; null: nothing.</summary>
    public string? Fault { get; private set; }

    public static VolumeSpec Parse(string spec)
    {
        VolumeSpec volume = new();
        // The length counts bytes: one character of several is no short target.
        int bytes = System.Text.Encoding.UTF8.GetByteCount(spec);
        if (bytes == 0)
        {
            volume.Fault = "an empty mount";
            return volume;
        }

        if (bytes <= 2)
        {
            volume.Target = spec;
            return volume;
        }

        volume.Split(spec);
        volume.SetType();
        return volume;
    }

    private static bool IsDrive(ReadOnlySpan<char> part, char next) => next == ':' && part.Length == 1 && char.IsLetter(part[0]);

    private void Split(string spec)
    {
        int start = 0;
        int nested = 0;
        for (int i = 0; i <= spec.Length && Fault is null; i++)
        {
            char c = i < spec.Length ? spec[i] : '\0';
            bool end = i == spec.Length;
            if (c == '$' && i + 1 < spec.Length && spec[i + 1] == '{')
            {
                nested++;
            }
            else if (c == '}' && nested > 0)
            {
                nested--;
            }
            else if ((end || c == ':') && nested == 0 && !IsDrive(spec.AsSpan(start, i - start), c))
            {
                Take(spec[start..i], end, spec);
                start = i + 1;
            }
        }
    }

    private void Take(string part, bool end, string spec)
    {
        if (part.Length == 0)
        {
            Fault = $"\"{spec}\": nothing between two colons";
        }
        else if (Source.Length == 0 && end)
        {
            Target = part;
        }
        else if (Source.Length == 0)
        {
            Source = part;
        }
        else if (Target.Length == 0)
        {
            Target = part;
        }
        else if (!end)
        {
            Fault = $"\"{spec}\": too many colons; a mount is source:target:options";
        }
        else
        {
            foreach (string option in part.Split(','))
            {
                SetOption(option);
            }
        }
    }

    private void SetOption(string option)
    {
        switch (option)
        {
            case "ro":
                ReadOnly = true;
                break;
            case "rw":
                ReadOnly = false;
                break;
            case "nocopy":
                HasVolume = true;
                NoCopy = true;
                break;
            case "rprivate" or "private" or "rshared" or "shared" or "rslave" or "slave":
                HasBind = true;
                Propagation = option;
                break;
            case "z" or "Z":
                HasBind = true;
                Selinux = option;
                break;
            default:
                // Compose lets unknown options through without effect.
                break;
        }
    }

    private void SetType()
    {
        bool path = Source.Length > 0 && (Source[0] is '.' or '/' or '~' || Source.StartsWith(@"\\", StringComparison.Ordinal)
            || (Source.Length > 1 && IsDrive(Source.AsSpan(0, 1), Source[1])));
        if (path)
        {
            Type = "bind";
            HasBind = true;
            CreateHostPath = true;
        }
        else
        {
            HasVolume = true;
        }
    }
}
