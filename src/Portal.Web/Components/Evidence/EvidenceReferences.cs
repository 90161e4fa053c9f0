using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Web.Components.Values;

namespace Portal.Web.Components.Evidence;

/// <summary>
/// Finds the evidence of a case in what people write: <c>capture.pcap #18234</c>, <c>conn.log line 12</c>, as a chip is
/// copied. Only a name that the case has, and that one piece alone has, makes a reference: a link must not guess.
/// </summary>
public sealed partial class EvidenceReferences
{
    private readonly int _caseId;
    private readonly ILookup<string, NamedEvidence> _byName;

    /// <summary>Longer names first, so that <c>big.pcap</c> does not hide <c>very big.pcap</c>.</summary>
    private readonly IReadOnlyList<string> _names;

    public EvidenceReferences(int caseId, IReadOnlyList<NamedEvidence> evidence)
    {
        _caseId = caseId;
        Evidence = evidence;
        // Texts are compared as they are shown: with hidden characters made visible.
        _byName = evidence
            .SelectMany(item =>
                item.Names.Append(item.Name)
                    .Distinct(StringComparer.Ordinal)
                    .Select(name => (Name: VisibleText.Of(name), Item: item))
            )
            .ToLookup(pair => pair.Name, pair => pair.Item, StringComparer.Ordinal);
        _names = [.. _byName.Select(group => group.Key).OrderByDescending(name => name.Length)];
    }

    /// <summary>Outside a case nothing is referred to.</summary>
    public static EvidenceReferences None { get; } = new(0, []);

    public IReadOnlyList<NamedEvidence> Evidence { get; }

    /// <summary>All references in the text, in their order.</summary>
    public IEnumerable<ReferenceMatch> Find(string text)
    {
        if (_names.Count == 0)
        {
            yield break;
        }
        var from = 0;
        foreach (Match place in Places().Matches(text))
        {
            var before = text.AsSpan(from, place.Index - from);
            if (NameAtEndOf(before) is not { } name)
            {
                continue;
            }
            var start = place.Index - name.Length;
            var end = place.Index + place.Length;
            var number = long.Parse(place.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            if (HrefOf(name, number, isLine: place.Groups["line"].Success) is { } href)
            {
                from = end;
                yield return new ReferenceMatch(start, end - start, href);
            }
        }
    }

    private string? HrefOf(string name, long number, bool isLine)
    {
        var fitting = _byName[name]
            .Where(item => isLine ? item.Frames is null : item.Frames is null || number <= item.Frames)
            .Take(2)
            .ToList();
        return fitting is [var only]
            ? CaseLinks.Place(_caseId, new FramePlace(only.Sha256, only.Name, number, isLine))
            : null;
    }

    /// <summary>A known name that stands alone at the end of the text.</summary>
    private string? NameAtEndOf(ReadOnlySpan<char> text)
    {
        foreach (var name in _names)
        {
            if (
                text.EndsWith(name, StringComparison.Ordinal)
                && (text.Length == name.Length || !Joins(text[text.Length - name.Length - 1]))
            )
            {
                return name;
            }
        }
        return null;
    }

    /// <summary>Whether the character before a name makes it the end of a longer one.</summary>
    private static bool Joins(char character) =>
        char.IsLetterOrDigit(character) || character is '.' or '_' or '-' or '/' or '\\';

    [GeneratedRegex(
        @" (?:#|(?<line>line ))(?<number>[1-9][0-9]{0,14})(?![0-9\p{L}_])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Places();
}
