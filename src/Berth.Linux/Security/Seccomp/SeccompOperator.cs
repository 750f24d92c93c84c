namespace Berth.Linux;

/// <summary>How an argument is compared (libseccomp's SCMP_CMP_…).</summary>
internal enum SeccompOperator
{
    /// <summary>SCMP_CMP_NE.</summary>
    NotEqual,

    /// <summary>SCMP_CMP_LT.</summary>
    Less,

    /// <summary>SCMP_CMP_LE.</summary>
    LessOrEqual,

    /// <summary>SCMP_CMP_EQ.</summary>
    Equal,

    /// <summary>SCMP_CMP_GE.</summary>
    GreaterOrEqual,

    /// <summary>SCMP_CMP_GT.</summary>
    Greater,

    /// <summary>SCMP_CMP_MASKED_EQ: the argument's bits under a mask.</summary>
    MaskedEqual,
}
