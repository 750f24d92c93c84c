namespace Berth.Linux;

/// <summary>A file's time: seconds since 1970 (UTC) and nanoseconds, as the kernel keeps it.</summary>
public readonly record struct FileTime(long Seconds, uint Nanoseconds)
{
    /// <summary>utimensat(2)'s UTIME_OMIT: leave this time as it is.</summary>
    public static FileTime Unchanged => new(0, 0x3ffffffe);

    /// <summary>utimensat(2)'s UTIME_NOW.</summary>
    public static FileTime Now => new(0, 0x3fffffff);

    /// <summary>The nearest time of the library, to 100 ns.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanoseconds / 100);
}
