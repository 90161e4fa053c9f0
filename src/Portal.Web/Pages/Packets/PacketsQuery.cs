using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Paging;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Traffic.Inspection;

namespace Portal.Web.Pages.Packets;

/// <summary>Reads frames of a capture, a window at a time.</summary>
public sealed class PacketsQuery(EvidenceService evidence, CaseFrames frames)
{
    public async Task<IReadOnlyList<CaptureChoice>> CapturesAsync(
        int caseId,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var page = await evidence.ListAsync(caseId, actor, new PageRequest(0, PageRequest.MaxTake), cancellation);
        return
        [
            .. page
                .Items.Where(item => item is { Frames: > 0, RecordRun: not null })
                .Select(item => new CaptureChoice(item.Id, item.Sha256, item.Name, item.Frames!.Value)),
        ];
    }

    /// <summary>The frames of these numbers as lines of the list; those that cannot be read are left out.</summary>
    public async Task<IReadOnlyList<FrameRow>> RowsAsync(
        int caseId,
        int evidenceId,
        IReadOnlyList<long> numbers,
        Actor actor,
        CancellationToken cancellation
    )
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, actor, cancellation);
        return await Task.Run(() => FrameWindow.Read(lease.Frames, numbers, lease.Keys), cancellation);
    }

    /// <summary>One frame with its tree; its bytes are not kept.</summary>
    public async Task<DissectedFrame> FrameAsync(
        int caseId,
        int evidenceId,
        long number,
        Actor actor,
        CancellationToken cancellation
    )
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, actor, cancellation);
        return await Task.Run(
            () =>
                FrameWindow.Read(lease.Frames, number, lease.Keys)
                ?? throw RefusedException.NotFound($"Frame {number}"),
            cancellation
        );
    }

    /// <summary>The first frame of that time or later; null when the capture ends before.</summary>
    public async Task<long?> AtAsync(int caseId, int evidenceId, long time, Actor actor, CancellationToken cancellation)
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, actor, cancellation);
        return await Task.Run(() => lease.Frames.Index.FindAtOrAfter(time), cancellation);
    }
}
