using System.Security.Claims;
using Portal.Cases.Paging;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Traffic;
using Portal.Traffic.Captures;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The frames of a capture by number, as Wireshark numbers them.</summary>
internal sealed class PacketsResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/evidence/{evidenceId:int}").WithTags("Packets");
        group.MapGet("/frames", ListAsync);
        group.MapGet("/frames/{number:long}", GetAsync);
        group.MapGet("/frames/{number:long}/bytes", BytesAsync);
        group.MapGet("/slice", SliceAsync);
    }

    /// <param name="at">Begin at the first frame of this time, ISO 8601 with a zone, instead of at <c>skip</c>.</param>
    private static async Task<Page<FrameRow>> ListAsync(
        ClaimsPrincipal user,
        CaseFrames frames,
        int caseId,
        int evidenceId,
        string? at,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, user.ToActor(), cancellation);
        var request = window.Request.Bounded();
        var first = ApiTime.Parse(at) is { } time
            ? lease.Frames.Index.FindAtOrAfter(time) ?? lease.Frames.Count + 1
            : request.Skip + 1L;
        var rows = lease.Frames.Index.Range(first, first + request.Take - 1).Select(FrameRow.Of).ToList();
        return new Page<FrameRow>(
            rows,
            (int)Math.Min(lease.Frames.Count, int.MaxValue),
            (int)Math.Min(first - 1, int.MaxValue)
        );
    }

    private static async Task<FrameView> GetAsync(
        ClaimsPrincipal user,
        CaseFrames frames,
        int caseId,
        int evidenceId,
        long number,
        CancellationToken cancellation
    )
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, user.ToActor(), cancellation);
        var frame = await ReadAsync(lease, number, cancellation);
        return new FrameView(
            FrameRow.Of(frame.Entry),
            lease.Name,
            lease.Sha256,
            frame.Comment,
            Convert.ToHexStringLower(frame.Data)
        );
    }

    private static async Task<IResult> BytesAsync(
        ClaimsPrincipal user,
        CaseFrames frames,
        int caseId,
        int evidenceId,
        long number,
        CancellationToken cancellation
    )
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, user.ToActor(), cancellation);
        var frame = await ReadAsync(lease, number, cancellation);
        return Results.File(frame.Data, "application/octet-stream", $"frame-{number}.bin");
    }

    private static async Task<IResult> SliceAsync(
        ClaimsPrincipal user,
        FrameSlices slices,
        int caseId,
        int evidenceId,
        string frames,
        CancellationToken cancellation
    )
    {
        var slice = await slices.CutAsync(caseId, evidenceId, user.ToActor(), FrameList.Parse(frames), cancellation);
        return Results.File(slice.Content, "application/x-pcapng", slice.Name);
    }

    private static async Task<CapturedFrame> ReadAsync(FrameLease lease, long number, CancellationToken cancellation) =>
        await Task.Run(() => lease.Frames.ReadFrame(number), cancellation)
        ?? throw RefusedException.NotFound($"Frame {number}");

    private sealed record FrameRow(
        long Number,
        string? Time,
        int CapturedLength,
        uint OriginalLength,
        string LinkType,
        int InterfaceId,
        long Offset
    )
    {
        public static FrameRow Of(FrameIndexEntry entry) =>
            new(
                entry.Number,
                entry.HasTime ? UnixTime.ToIso(entry.Time) : null,
                entry.CapturedLength,
                entry.OriginalLength,
                $"{entry.LinkType}",
                entry.InterfaceId,
                entry.Offset
            );
    }

    /// <param name="Bytes">Lower-case hex.</param>
    private sealed record FrameView(FrameRow Frame, string Evidence, string Sha256, string? Comment, string Bytes);
}
