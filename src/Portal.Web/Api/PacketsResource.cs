using System.Security.Claims;
using Portal.Cases.Accounts;
using Portal.Cases.Paging;
using Portal.Cases.Records;
using Portal.Cases.Refusals;
using Portal.Traffic;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Inspection;
using Portal.Web.Frames;
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

    private static async Task<Page<FrameLine>> ListAsync(
        ClaimsPrincipal user,
        CaseFrames frames,
        FilterScans scans,
        int caseId,
        int evidenceId,
        [AsParameters] Wanted wanted,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, user.ToActor(), cancellation);
        var request = window.Request.Bounded();
        if (!string.IsNullOrWhiteSpace(wanted.Filter))
        {
            var scan = await ScanAsync(scans, caseId, evidenceId, wanted.Filter, user.ToActor(), cancellation);
            var numbers = scan.Matches.Range(request.Skip, request.Take);
            return Lines(FrameWindow.Read(lease.Frames, numbers, lease.Keys), scan.Matches.Count, request.Skip);
        }
        var first = ApiTime.Parse(wanted.At) is { } time
            ? lease.Frames.Index.FindAtOrAfter(time) ?? lease.Frames.Count + 1
            : request.Skip + 1L;
        return Lines(FrameWindow.Read(lease.Frames, first, request.Take, lease.Keys), lease.Frames.Count, first - 1);
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
        var dissected = await Task.Run(() => FrameWindow.Read(lease.Frames, number, lease.Keys)!, cancellation);
        return new FrameView(
            FrameLine.Of(FrameRow.Of(dissected)),
            lease.Name,
            lease.Sha256,
            frame.Comment,
            [.. dissected.Tree.Select(TreeLine.Of)],
            Convert.ToHexStringLower(frame.Data),
            [
                .. dissected
                    .Views.Skip(1)
                    .Select(view => new ViewBytes(view.Name, Convert.ToHexStringLower(view.Bytes.Span))),
            ]
        );
    }

    /// <param name="view">0 for the frame, else what was put together or decrypted, as the tree's lines name it.</param>
    private static async Task<IResult> BytesAsync(
        ClaimsPrincipal user,
        CaseFrames frames,
        int caseId,
        int evidenceId,
        long number,
        CancellationToken cancellation,
        int view = 0
    )
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, user.ToActor(), cancellation);
        var frame = await ReadAsync(lease, number, cancellation);
        if (view == 0)
        {
            return Results.File(frame.Data, "application/octet-stream", $"frame-{number}.bin");
        }
        var views = (await Task.Run(() => FrameWindow.Read(lease.Frames, number, lease.Keys)!, cancellation)).Views;
        return view > 0 && view < views.Count
            ? Results.File(views[view].Bytes.ToArray(), "application/octet-stream", $"frame-{number}-{view}.bin")
            : throw RefusedException.NotFound($"View {view} of frame {number}");
    }

    /// <param name="frames">Numbers and ranges: <c>1,5-9</c>; or give a filter.</param>
    /// <param name="filter">A display filter as Wireshark has them.</param>
    private static async Task<IResult> SliceAsync(
        ClaimsPrincipal user,
        FrameSlices slices,
        FilterScans scans,
        int caseId,
        int evidenceId,
        string? frames,
        string? filter,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<long> numbers;
        if (string.IsNullOrWhiteSpace(filter))
        {
            numbers = FrameList.Parse(frames ?? "");
        }
        else
        {
            var scan = await ScanAsync(scans, caseId, evidenceId, filter, user.ToActor(), cancellation);
            numbers = scan.Matches.Count is > 0 and <= FrameList.MaxFrames
                ? scan.Matches.Range(0, scan.Matches.Count)
                : throw RefusedException.Invalid(
                    "filter",
                    $"The filter takes {Plural.Of(scan.Matches.Count, "frame", "frames")}; a slice has 1 to {FrameList.MaxFrames}."
                );
        }
        var slice = await slices.CutAsync(caseId, evidenceId, user.ToActor(), numbers, cancellation);
        return Results.File(slice.Content, "application/x-pcapng", slice.Name);
    }

    /// <summary>The scan when it is done; it stops when the caller goes away.</summary>
    private static async Task<FilterScan> ScanAsync(
        FilterScans scans,
        int caseId,
        int evidenceId,
        string filter,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var scan = await scans.StartAsync(caseId, evidenceId, filter, actor, cancellation);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = scan.Watch(Look);
        Look();
        await done.Task.WaitAsync(cancellation);
        return scan;

        void Look()
        {
            if (scan.IsDone)
            {
                done.TrySetResult();
            }
        }
    }

    private static async Task<CapturedFrame> ReadAsync(FrameLease lease, long number, CancellationToken cancellation) =>
        await Task.Run(() => lease.Frames.ReadFrame(number), cancellation)
        ?? throw RefusedException.NotFound($"Frame {number}");

    private static Page<FrameLine> Lines(IReadOnlyList<FrameRow> rows, long total, long skip) =>
        new([.. rows.Select(FrameLine.Of)], (int)Math.Min(total, int.MaxValue), (int)Math.Min(skip, int.MaxValue));

    /// <param name="Filter">A display filter as Wireshark has them.</param>
    /// <param name="At">Begin at the first frame of this time, ISO 8601 with a zone, instead of at <c>skip</c>.</param>
    private sealed record Wanted(string? Filter, string? At);

    private sealed record FrameLine(
        long Number,
        string Time,
        string Source,
        string Destination,
        string Protocol,
        uint Length,
        string Info
    )
    {
        public static FrameLine Of(FrameRow row) =>
            new(row.Number, UnixTime.ToIso(row.Time), row.Source, row.Destination, row.Protocol, row.Length, row.Info);
    }

    /// <param name="Name">Filter name; empty for a line that only groups.</param>
    /// <param name="Offset">First byte that the line tells of.</param>
    /// <param name="View">Whose byte: 0 the frame's, else of one of its views, from 1.</param>
    private sealed record TreeLine(
        string Name,
        string Label,
        string Value,
        int Offset,
        int Length,
        int View,
        IReadOnlyList<TreeLine> Children
    )
    {
        /// <summary>The dissector bounds how deep and how long a tree is.</summary>
        public static TreeLine Of(FieldNode node) =>
            new(
                node.Name,
                node.Label,
                node.Value.ToString(),
                node.Offset,
                node.Length,
                node.View,
                [.. node.Children.Select(Of)]
            );
    }

    /// <param name="Bytes">Lower-case hex.</param>
    /// <param name="Views">What was put together from several frames, unpacked or decrypted.</param>
    private sealed record FrameView(
        FrameLine Frame,
        string Evidence,
        string Sha256,
        string? Comment,
        IReadOnlyList<TreeLine> Tree,
        string Bytes,
        IReadOnlyList<ViewBytes> Views
    );

    /// <param name="Bytes">Lower-case hex.</param>
    private sealed record ViewBytes(string Name, string Bytes);
}
