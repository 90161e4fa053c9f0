using Portal.Analysis.Indicators.Intel;
using Portal.Cases;

namespace Portal.Web.Jobs;

/// <summary>The installation's threat feeds: every file in the folder <c>feeds</c> of the data directory.</summary>
internal sealed partial class ThreatFeeds(DataFolder folder, ILogger<ThreatFeeds> logger)
{
    /// <summary>All feeds as one, in the order of the file names; a file that cannot be read is logged and left out.</summary>
    public Task<FeedContent> ReadAsync(CancellationToken cancellation) => Task.Run(Read, cancellation);

    private FeedContent Read()
    {
        var indicators = new List<ThreatIndicator>();
        var sources = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder.Feeds).Order(StringComparer.Ordinal))
        {
            try
            {
                indicators.AddRange(ThreatFeed.Load(path).Indicators);
                sources.Add(Path.GetFileName(path));
            }
            catch (IOException exception)
            {
                LogUnreadable(exception, Path.GetFileName(path));
            }
        }
        return new FeedContent(indicators, sources);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The threat feed {Name} could not be read")]
    private partial void LogUnreadable(Exception exception, string name);

    internal sealed record FeedContent(IReadOnlyList<ThreatIndicator> Indicators, IReadOnlyList<string> Sources);
}
