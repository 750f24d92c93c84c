namespace Berth.Compose;

/// <summary>Which keys a mapping may have besides those that it names.</summary>
internal enum KeyRule
{
    /// <summary>No others.</summary>
    None,

    /// <summary>Any; those that don't look like names are not looked into.</summary>
    Open,

    /// <summary>Names of resources: letters, digits, <c>. _ -</c>.</summary>
    Name,

    /// <summary>Names of resources are looked into, others are let through.</summary>
    NameOrAny,

    /// <summary>Lower-case letters are looked into, others are let through: names of limits.</summary>
    LowerOrAny,

    /// <summary>Anything but an empty key.</summary>
    NonEmpty,
}
