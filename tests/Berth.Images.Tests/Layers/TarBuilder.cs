using System.Text;

namespace Berth.Images.Tests;

/// <summary>Writes tar archives byte by byte, wrong ones too.</summary>
internal sealed class TarBuilder
{
    private readonly List<byte> archive = [];

    public TarBuilder File(string name, string content = "", int mode = 0x1A4, int user = 0, int group = 0, long time = 1_600_000_000) =>
        Add('0', name, Encoding.UTF8.GetBytes(content), mode, user, group, time);

    public TarBuilder Folder(string name, int mode = 0x1ED, int user = 0, int group = 0, long time = 1_600_000_000) => Add('5', name, [], mode, user, group, time);

    public TarBuilder Symlink(string name, string target) => Add('2', name, [], 0x1FF, link: target);

    public TarBuilder HardLink(string name, string target) => Add('1', name, [], 0x1A4, link: target);

    public TarBuilder Device(string name, char type, int major, int minor, int mode = 0x1B6) => Add(type, name, [], mode, major: major, minor: minor);

    public TarBuilder Pax(params (string Key, string Value)[] records) => Pax([.. records.Select(r => (r.Key, Encoding.UTF8.GetBytes(r.Value)))]);

    public TarBuilder Pax(params (string Key, byte[] Value)[] records)
    {
        using var text = new MemoryStream();
        foreach ((string key, byte[] value) in records)
        {
            int rest = key.Length + value.Length + 3, length = rest + 1;
            while (length != rest + length.ToString().Length)
            {
                length = rest + length.ToString().Length;
            }

            text.Write(Encoding.UTF8.GetBytes($"{length} {key}="));
            text.Write(value);
            text.WriteByte((byte)'\n');
        }

        return Add('x', "PaxHeaders/x", text.ToArray());
    }

    public TarBuilder Add(char type, string name, byte[] content, int mode = 0x1A4, int user = 0, int group = 0, long time = 1_600_000_000,
        string link = "", int major = 0, int minor = 0, long? size = null, Action<byte[]>? change = null)
    {
        var header = new byte[512];
        Put(0, name);
        Put(100, Octal(mode, 7));
        Put(108, Octal(user, 7));
        Put(116, Octal(group, 7));
        Put(124, Octal(size ?? content.Length, 11));
        Put(136, Octal(time, 11));
        header[156] = (byte)type;
        Put(157, link);
        Put(257, "ustar\000");
        Put(329, Octal(major, 7));
        Put(337, Octal(minor, 7));
        change?.Invoke(header);
        header.AsSpan(148, 8).Fill((byte)' ');
        Put(148, Octal(header.Sum(b => (long)b), 6));
        header[154] = 0;
        archive.AddRange(header);
        archive.AddRange(content);
        archive.AddRange(new byte[-content.Length & 511]);
        return this;

        void Put(int at, string text) => Encoding.UTF8.GetBytes(text).CopyTo(header, at);
    }

    public TarBuilder Raw(byte[] bytes)
    {
        archive.AddRange(bytes);
        return this;
    }

    public byte[] Bytes(bool end = true) => end ? [.. archive, .. new byte[1024]] : archive.ToArray();

    public static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');
}
