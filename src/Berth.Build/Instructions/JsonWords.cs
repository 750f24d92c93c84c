using System.Text;
using System.Text.Json;

namespace Berth.Build;

/// <summary>Lists of words in JSON's form.</summary>
internal static class JsonWords
{
    /// <summary>The words, or null where the text is no list of strings: then it is taken as a text for the shell.</summary>
    public static IReadOnlyList<string>? TryParse(string text)
    {
        if (!text.StartsWith('[')) return null;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            var words = new List<string>();
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.String) return null;
                words.Add(reader.GetString()!);
            }

            return reader.Read() ? null : words;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
