namespace Berth.Images;

/// <summary>
/// Takes names away and removes images, by Docker's rules: a name that isn't the image's last just goes; an image in use, with several
/// names, or with images built on it is refused, and only some of that can be forced.
/// </summary>
internal sealed class ImageRemover(ImageDatabase database, Func<string, IReadOnlyList<ImageUse>> users)
{
    private const int ShortDigits = 12;

    private readonly List<ImageRemoval> removed = [];

    /// <summary>Bytes of blobs and layers that are gone.</summary>
    public long Bytes { get; private set; }

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<ImageRemoval> Removed => removed;

    /// <summary>Removes what <paramref name="text"/> means: the image of an id, or a name and with the last name its image.</summary>
    public void Remove(string text, bool force, bool prune)
    {
        string id = new ImageNames(database).Find(text) ?? throw ImageNames.Unknown(text);
        IReadOnlyList<ImageReference> names = NamesOf(id);
        bool byName = !ImageNames.IsIdOf(id, text);
        if (byName)
        {
            if (!force && IsSingle(names) && users(id) is [{ } user, ..])
            {
                throw new ImageException(ImageErrorKind.Conflict, $"conflict: unable to remove repository reference \"{text}\" (must force) - container {Short(user.ContainerId)} is using its referenced image {ShortId(id)}");
            }

            Untag(id, text, names);
            if (NamesOf(id).Count > 0)
            {
                return;
            }
        }
        else if (IsSingle(names))
        {
            Refuse(id, force, severalNames: false);
            Untag(names);
        }

        RemoveImage(id, force, prune, quiet: byName);
    }

    /// <summary>Removes an image with all its names, as a clean-up does; nothing where somebody needs it.</summary>
    public void RemoveUnused(string id)
    {
        if (users(id).Count == 0 && !HasChildren(id))
        {
            Untag(NamesOf(id));
            RemoveImage(id, force: false, prune: true, quiet: true);
        }
    }

    private void Untag(string id, string text, IReadOnlyList<ImageReference> names)
    {
        ImageReference name = ImageReference.Parse(text).WithDefaultTag();
        ImageReference[] taken = [.. names.Where(n => n.Equals(name) || (name.Digest is not null && n.Digest == name.Digest && n.Name == name.Name))];
        if (taken.Length == 0)
        {
            throw ImageNames.Unknown(text);
        }

        Untag(taken);
        if (name.Digest is null)
        {
            // The digests of a repository go with its last tag.
            ImageReference[] left = [.. NamesOf(id).Where(n => n.Name == name.Name)];
            if (left.All(n => n.Digest is not null))
            {
                Untag(left);
            }
        }
    }

    private void Untag(IReadOnlyList<ImageReference> taken)
    {
        database.RemoveNames(taken.Select(n => n.ToString()));
        removed.AddRange(taken.Select(n => new ImageRemoval(n.Familiar, null)));
    }

    private void RemoveImage(string id, bool force, bool prune, bool quiet)
    {
        if (Conflict(id, force, severalNames: true) is { } conflict)
        {
            // The name was taken away already, which is all that could be asked while somebody needs the image.
            if (quiet && (NamesOf(id).Count > 0 || HasChildren(id) || conflict.Used))
            {
                return;
            }

            throw conflict.Fault;
        }

        string? parent = database.Find(id)?.Record.Parent;
        Untag(NamesOf(id));
        (IReadOnlyList<string> layers, long bytes) = database.Remove(id);
        Bytes += bytes;
        removed.Add(new ImageRemoval(null, id));
        removed.AddRange(layers.Select(l => new ImageRemoval(null, "sha256:" + l)));
        if (prune && parent is not null && database.Find(parent) is not null && NamesOf(parent).Count == 0 && Conflict(parent, force: false, severalNames: true) is null)
        {
            RemoveImage(parent, force: false, prune, quiet: true);
        }
    }

    private void Refuse(string id, bool force, bool severalNames)
    {
        if (Conflict(id, force, severalNames) is { } conflict)
        {
            throw conflict.Fault;
        }
    }

    private (ImageException Fault, bool Used)? Conflict(string id, bool force, bool severalNames)
    {
        IReadOnlyList<ImageUse> uses = users(id);
        string? hard = HasChildren(id) ? "image has dependent child images" : null;
        ImageUse? running = uses.FirstOrDefault(u => u.Running), stopped = uses.FirstOrDefault(u => !u.Running);
        if (hard is not null || running is not null)
        {
            hard ??= "image is being used by running container " + Short(running!.ContainerId);
            return (new ImageException(ImageErrorKind.Conflict, $"conflict: unable to delete {ShortId(id)} (cannot be forced) - {hard}"), running is not null);
        }

        bool several = severalNames && NamesOf(id).Count > 1;
        if (force || (!several && stopped is null))
        {
            return null;
        }

        string soft = several ? "image is referenced in multiple repositories" : "image is being used by stopped container " + Short(stopped!.ContainerId);
        return (new ImageException(ImageErrorKind.Conflict, $"conflict: unable to delete {ShortId(id)} (must be forced) - {soft}"), !several);
    }

    private bool HasChildren(string id)
    {
        lock (database.Gate)
        {
            return database.Images.Any(i => i.Record.Parent == id);
        }
    }

    private List<ImageReference> NamesOf(string id)
    {
        lock (database.Gate)
        {
            return [.. database.NamesOf(id).Select(ImageReference.Parse)];
        }
    }

    /// <summary>Whether an image has one tag at most, and digests of the same repository only.</summary>
    private static bool IsSingle(IReadOnlyList<ImageReference> names)
    {
        if (names.Count <= 1)
        {
            return true;
        }

        string[] tagged = [.. names.Where(n => n.Digest is null).Select(n => n.Name)];
        string[] digested = [.. names.Where(n => n.Digest is not null).Select(n => n.Name).Distinct()];
        return tagged.Length <= 1 && digested.Length == 1 && (tagged.Length == 0 || tagged[0] == digested[0]);
    }

    private static string ShortId(string id) => Short(id["sha256:".Length..]);

    private static string Short(string digits) => digits.Length > ShortDigits ? digits[..ShortDigits] : digits;
}
