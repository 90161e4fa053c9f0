using Portal.Analysis.Findings;
using Portal.Cases.Findings;
using Portal.Web.Components.Evidence;

namespace Portal.Web.Pages.Findings;

/// <summary>A finding with everything that its card shows.</summary>
/// <param name="Row">With the team's judgement.</param>
/// <param name="Finding">As the detector wrote it.</param>
/// <param name="Comments">The first one first.</param>
/// <param name="Names">File names by SHA-256; evidence that left the case is missing.</param>
/// <param name="Ids">Evidence ids by SHA-256.</param>
public sealed record FindingCard(
    CaseFinding Row,
    Finding Finding,
    IReadOnlyList<FindingComment> Comments,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, int> Ids
)
{
    public string NameOf(string sha256) => Names.TryGetValue(sha256, out var name) ? name : $"{sha256[..12]}…";

    /// <summary>Frames and lines of one reference as chips; their times are not known here.</summary>
    public IReadOnlyList<FramePlace> PlacesOf(EvidenceReference reference) =>
        [
            .. reference.Frames.Select(frame => new FramePlace(reference.Sha256, NameOf(reference.Sha256), frame)),
            .. reference.Lines.Select(line => new FramePlace(
                reference.Sha256,
                NameOf(reference.Sha256),
                line,
                IsLine: true
            )),
        ];

    /// <summary>The capture that shows most of it; null when it was found in logs only.</summary>
    public EvidenceReference? Capture =>
        Finding.Evidence.Where(reference => reference.Frames.Count > 0).MaxBy(reference => reference.FrameCount);

    /// <summary>What Wireshark needs to list the decisive frames of the original file.</summary>
    public static string? FrameFilter(EvidenceReference reference) =>
        reference.Frames.Count == 0 ? null : $"frame.number in {{{string.Join(", ", reference.Frames.Order())}}}";
}
