using System.Globalization;
using Berth.Docker;
using Berth.Images;

namespace Berth.Engine;

/// <summary>Searches of registries by Docker's rules: how many results, and which (docker search reference, "Filtering").</summary>
internal static class ImageSearch
{
    private const int UsualLimit = 25;
    private const int HighestLimit = 100;

    /// <summary>Searches.</summary>
    /// <exception cref="DockerException">InvalidParameter: a limit or filter that means nothing.</exception>
    public static async Task<IReadOnlyList<ImageSearchResult>> FindAsync(ImageStore images, ImageSearchRequest request, CancellationToken cancel)
    {
        int limit = request.Limit == 0 ? UsualLimit : request.Limit;
        if (limit is < 1 or > HighestLimit)
        {
            throw Wrong($"limit {limit} is outside the range of [1, {HighestLimit}]");
        }

        foreach (string key in request.Filters.Keys)
        {
            if (key is not ("is-official" or "is-automated" or "stars"))
            {
                throw Wrong($"invalid filter '{key}'");
            }
        }

        bool? official = Truth(request.Filters, "is-official");
        bool automated = Truth(request.Filters, "is-automated") == true;
        int stars = Stars(request.Filters);
        try
        {
            var found = await images.SearchAsync(request.Term, limit, Credentials.Of(request.RegistryAuth), cancel).ConfigureAwait(false);

            // Registries no longer say what is built by itself: nothing is.
            return [.. found.Where(repository => !automated && repository.Stars >= stars && (official is null || repository.IsOfficial == official)).Select(Result)];
        }
        catch (ImageException e)
        {
            throw ImageErrors.Map(e);
        }
    }

    private static ImageSearchResult Result(FoundRepository found) => new() { Name = found.Name, Description = found.Description, StarCount = found.Stars, IsOfficial = found.IsOfficial };

    private static bool? Truth(Filters filters, string key) => filters[key] switch
    {
        [] => null,
        ["1" or "true"] => true,
        ["0" or "false"] => false,
        var values => throw Wrong($"invalid filter '{key}=[{string.Join(' ', values)}]'"),
    };

    private static int Stars(Filters filters)
    {
        int most = 0;
        foreach (string value in filters["stars"])
        {
            if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int stars))
            {
                throw Wrong($"invalid filter 'stars={value}'");
            }

            most = Math.Max(most, stars);
        }

        return most;
    }

    private static DockerException Wrong(string message) => new(DockerErrorKind.InvalidParameter, message);
}
