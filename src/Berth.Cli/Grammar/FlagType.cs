namespace Berth.Cli;

/// <summary>What an option's value is; names are pflag's and docker's, as their help shows them.</summary>
internal enum FlagType
{
    /// <summary>A switch: no value needed, <c>--x=false</c> possible.</summary>
    Bool,

    /// <summary>A text that the last one given wins; also all kinds that a command reads itself (<c>mount</c>, <c>network</c>, <c>map</c> …).</summary>
    Text,

    /// <summary>Texts, each as it is given.</summary>
    List,

    /// <summary>Texts, each of which may be several with commas between, quoted as in CSV.</summary>
    Csv,

    /// <summary>A whole number, decimal, octal or hexadecimal.</summary>
    Int,

    /// <summary>A whole number from 0 to 65535.</summary>
    UInt16,

    /// <summary>A time as Go writes it: <c>1m30s</c>.</summary>
    Duration,

    /// <summary>A size with a binary unit: <c>64m</c>.</summary>
    Bytes,

    /// <summary>A decimal fraction.</summary>
    Decimal,
}
