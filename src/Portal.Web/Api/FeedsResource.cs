using Portal.Analysis.Indicators.Intel;
using Portal.Cases;
using Portal.Cases.Refusals;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The threat feeds that every analysis compares with, for administrators.</summary>
internal sealed class FeedsResource : IApiResource
{
    /// <summary>Larger is no list for one installation's cases but a database.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/feeds").RequireAuthorization(PortalPolicies.Administrator).WithTags("Feeds");
        group.MapGet("", List);
        group.MapPut("/{name}", PutAsync).TakesBytes();
        group.MapDelete("/{name}", Remove);
    }

    private static IEnumerable<FeedRow> List(DataFolder folder) =>
        new DirectoryInfo(folder.Feeds)
            .EnumerateFiles()
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new FeedRow(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)));

    /// <summary>Answers with what could be read of it; a file of which nothing can be read is refused.</summary>
    private static async Task<FeedContent> PutAsync(
        DataFolder folder,
        HttpRequest request,
        string name,
        CancellationToken cancellation
    )
    {
        if (request.ContentLength is null or > MaxBytes)
        {
            throw RefusedException.Invalid("body", $"A feed has at most {MaxBytes} bytes, and says how many it has.");
        }
        var target = PathOf(folder, name);
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellation);
        var feed = ThreatFeed.Parse(content.ToArray(), Path.GetFileNameWithoutExtension(name));
        if (feed.Indicators.Count == 0)
        {
            throw RefusedException.Invalid("body", $"No indicator could be read. {string.Join(" ", feed.Problems)}");
        }
        var incoming = Path.Combine(folder.Temporary, Path.GetRandomFileName());
        await File.WriteAllBytesAsync(incoming, content.ToArray(), cancellation);
        File.Move(incoming, target, overwrite: true);
        return new FeedContent(feed.Indicators.Count, feed.ProblemCount, feed.Problems);
    }

    private static IResult Remove(DataFolder folder, string name)
    {
        var path = PathOf(folder, name);
        if (!File.Exists(path))
        {
            throw RefusedException.NotFound("The feed");
        }
        File.Delete(path);
        return Results.NoContent();
    }

    private static string PathOf(DataFolder folder, string name) =>
        name.Length is > 0 and <= 100
        && name[0] != '.'
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')
            ? Path.Combine(folder.Feeds, name)
            : throw RefusedException.Invalid(
                "name",
                "A feed's name has letters, digits, dots, dashes and underscores."
            );

    private sealed record FeedRow(string Name, long Bytes, DateTimeOffset ChangedAt);

    private sealed record FeedContent(int Indicators, long ProblemCount, IReadOnlyList<string> Problems);
}
