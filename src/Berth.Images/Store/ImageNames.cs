namespace Berth.Images;

/// <summary>Finds images by what users call them.</summary>
internal sealed class ImageNames(ImageDatabase database)
{
    private const string IdPrefix = "sha256:";

    /// <summary>
    /// The id of an image by full id, name, name with digest, or the first digits of its id, in this order as Docker has it; null where there
    /// is none. An <see cref="ImageException"/> where the text is neither a name nor digits.
    /// </summary>
    public string? Find(string text)
    {
        if (ReferenceGrammar.IsIdentifier(text) || (text.StartsWith(IdPrefix, StringComparison.Ordinal) && Digest.TryParse(text, out _)))
        {
            string id = text.StartsWith(IdPrefix, StringComparison.Ordinal) ? text : IdPrefix + text;
            lock (database.Gate)
            {
                return database.Find(id)?.Record.Id;
            }
        }

        if (text.StartsWith(IdPrefix, StringComparison.Ordinal) && ReferenceGrammar.IsLowerHex(text.AsSpan(IdPrefix.Length)))
        {
            return ByDigits(text[IdPrefix.Length..]);
        }

        return ByName(ImageReference.Parse(text)) ?? (ReferenceGrammar.IsLowerHex(text) ? ByDigits(text) : null);
    }

    /// <summary>The failure that an unknown image is, in Docker's words.</summary>
    public static ImageException Unknown(string text)
    {
        bool isId = text.StartsWith(IdPrefix, StringComparison.Ordinal) || ReferenceGrammar.IsIdentifier(text);
        string shown = !isId && ImageReference.TryParse(text, out ImageReference? name) ? name.WithDefaultTag().Familiar : text;
        return new ImageException(ImageErrorKind.NotFound, "No such image: " + shown);
    }

    /// <summary>Whether a text that found an image found it by its id.</summary>
    public static bool IsIdOf(string id, string text) =>
        id.StartsWith(text, StringComparison.Ordinal) || id.AsSpan(IdPrefix.Length).StartsWith(text, StringComparison.Ordinal);

    /// <summary>The id of the image of a name; null where there is none.</summary>
    public string? ByName(ImageReference name)
    {
        lock (database.Gate)
        {
            if (name.Digest is { } digest)
            {
                // A digest is the image, whatever tag stands beside it; an id counts as one.
                return database.Names.GetValueOrDefault(name.WithDigest(digest).ToString())
                    ?? (database.Find(digest.Value) is { } byId && database.NamesOf(digest.Value).Any(n => n.StartsWith(name.Name + ":", StringComparison.Ordinal)) ? byId.Record.Id : null);
            }

            return database.Names.GetValueOrDefault(name.WithDefaultTag().ToString());
        }
    }

    private string? ByDigits(string digits)
    {
        if (digits.Length == 0)
        {
            return null;
        }

        lock (database.Gate)
        {
            string[] found = [.. database.Images.Select(i => i.Record.Id).Where(id => id.AsSpan(IdPrefix.Length).StartsWith(digits)).Take(2)];
            return found.Length == 1 ? found[0] : null;
        }
    }
}
