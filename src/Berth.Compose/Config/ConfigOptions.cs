namespace Berth.Compose;

/// <summary>What <c>compose config</c> was asked: its flags and arguments.</summary>
public sealed record ConfigOptions
{
    /// <summary>The project; its <see cref="ComposeLoadOptions.Services"/> are the arguments.</summary>
    public required ComposeLoadOptions Load { get; init; }

    /// <summary><c>--format</c>: yaml or json; empty: yaml.</summary>
    public string Format { get; init; } = "";

    /// <summary><c>--quiet</c>.</summary>
    public bool Quiet { get; init; }

    /// <summary><c>--output</c>: the file to write instead of the output.</summary>
    public string Output { get; init; } = "";

    /// <summary><c>--services</c>.</summary>
    public bool Services { get; init; }

    /// <summary><c>--volumes</c>.</summary>
    public bool Volumes { get; init; }

    /// <summary><c>--networks</c>.</summary>
    public bool Networks { get; init; }

    /// <summary><c>--models</c>.</summary>
    public bool Models { get; init; }

    /// <summary><c>--profiles</c>.</summary>
    public bool Profiles { get; init; }

    /// <summary><c>--images</c>.</summary>
    public bool Images { get; init; }

    /// <summary><c>--hash</c>: services separated by commas, or <c>*</c>; empty: not asked.</summary>
    public string Hash { get; init; } = "";

    /// <summary><c>--variables</c>.</summary>
    public bool Variables { get; init; }

    /// <summary><c>--environment</c>.</summary>
    public bool Environment { get; init; }

    /// <summary><c>--explain</c>: the variable to explain; empty: not asked.</summary>
    public string Explain { get; init; } = "";

    /// <summary><c>--no-interpolate</c>.</summary>
    public bool NoInterpolate { get; init; }

    /// <summary><c>--no-normalize</c>; also set by the global <c>--compatibility</c>.</summary>
    public bool NoNormalize { get; init; }

    /// <summary><c>--no-path-resolution</c>.</summary>
    public bool NoPathResolution { get; init; }

    /// <summary><c>--no-consistency</c>.</summary>
    public bool NoConsistency { get; init; }

    /// <summary><c>--no-env-resolution</c>. Compose 2.40 reads the env files of services all the same, and so does this.</summary>
    public bool NoEnvResolution { get; init; }

    /// <summary><c>--resolve-image-digests</c>.</summary>
    public bool ResolveImageDigests { get; init; }

    /// <summary><c>--lock-image-digests</c>.</summary>
    public bool LockImageDigests { get; init; }

    /// <summary>What stands between project and service in names of built images: <c>-</c>, or <c>_</c> with <c>--compatibility</c>.</summary>
    public string NameSeparator { get; init; } = "-";

    /// <summary>Finds the digest (<c>sha256:…</c>) of a complete image reference; throws <see cref="IOException"/> with the reason if it can't. Null: digests can't be found from here.</summary>
    public Func<string, string>? FindDigest { get; init; }

    /// <summary>Whether findings are written as JSON (<c>--error-format json</c>).</summary>
    public bool ErrorsAsJson { get; init; }
}
