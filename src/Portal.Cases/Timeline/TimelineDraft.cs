using Portal.Cases.Refusals;

namespace Portal.Cases.Timeline;

/// <summary>What a person types to write an event.</summary>
/// <param name="TypedTime">Must name its zone; see <see cref="TypedTimes"/>.</param>
public sealed record TimelineDraft(
    string TypedTime,
    string Title,
    string Text,
    string Category,
    IReadOnlyList<string> Hosts,
    string? FindingKey
)
{
    public const int MaxTitle = 300;
    public const int MaxText = 20_000;
    public const int MaxCategory = 60;
    public const int MaxHosts = 20;

    /// <exception cref="RefusedException">A field cannot be accepted; the message says why.</exception>
    public TimelineDraft Checked()
    {
        var draft = this with
        {
            TypedTime = TypedTime.Trim(),
            Title = Title.Trim(),
            Category = Category.Trim(),
            Hosts = [.. Hosts.Select(host => host.Trim()).Where(host => host.Length > 0)],
        };
        Require(draft.Title.Length is > 0 and <= MaxTitle, "title", $"A title has 1 to {MaxTitle} characters.");
        Require(draft.Text.Length <= MaxText, "text", $"A text has at most {MaxText} characters.");
        Require(draft.Category.Length <= MaxCategory, "category", $"A category has at most {MaxCategory} characters.");
        Require(
            draft.Hosts.Count <= MaxHosts && draft.Hosts.All(host => host.Length <= 255),
            "hosts",
            $"At most {MaxHosts} hosts."
        );
        return draft;
    }

    private static void Require(bool condition, string field, string message)
    {
        if (!condition)
        {
            throw RefusedException.Invalid(field, message);
        }
    }
}
