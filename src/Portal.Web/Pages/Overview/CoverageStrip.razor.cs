using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Cases.Evidence;
using Portal.Web.Components.Times;
using Portal.Web.Components.Values;

namespace Portal.Web.Pages.Overview;

/// <summary>Which time each piece of evidence covers.</summary>
public sealed partial class CoverageStrip
{
    private const int Width = 760;
    private const int Left = 180;
    private const int LaneHeight = 20;

    /// <summary>More lanes than this are no picture; the evidence page lists all.</summary>
    private const int MaxLanes = 24;

    [Parameter, EditorRequired]
    public int CaseId { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<CaseEvidence> Evidence { get; set; } = [];

    [CascadingParameter(Name = "Zone")]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    private Drawing? Shape
    {
        get
        {
            var timed = Evidence
                .Where(item => item is { FirstTime: not null, LastTime: not null })
                .Take(MaxLanes)
                .ToList();
            if (timed.Count == 0)
            {
                return null;
            }
            var first = timed.Min(item => item.FirstTime!.Value);
            var last = timed.Max(item => item.LastTime!.Value);
            var span = Math.Max(1.0, last - first);
            return new Drawing([.. timed.Select((item, at) => LaneOf(item, at, first, span))], first, last);
        }
    }

    private Lane LaneOf(CaseEvidence item, int at, long first, double span)
    {
        var from = (item.FirstTime!.Value - first) / span * (Width - Left);
        var width = Math.Max(2, (item.LastTime!.Value - item.FirstTime.Value) / span * (Width - Left));
        var name = VisibleText.Of(item.Name);
        return new Lane(
            item.Id,
            name.Length <= 26 ? name : $"{name[..25]}…",
            $"{name}: {TimeText.WithZone(item.FirstTime.Value, Zone)} to {TimeText.WithZone(item.LastTime.Value, Zone)}",
            (at * LaneHeight) + 2,
            Number(Left + Math.Min(from, Width - Left - 2)),
            Number(Math.Min(width, Width - Left - Math.Min(from, Width - Left - 2)))
        );
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private sealed record Drawing(IReadOnlyList<Lane> Lanes, long First, long Last);

    private sealed record Lane(int Id, string Label, string Title, int Top, string X, string W);
}
