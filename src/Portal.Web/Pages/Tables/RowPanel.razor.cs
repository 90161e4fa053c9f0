using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Components;
using Portal.Traffic.Records;
using Portal.Web.Components.Evidence;
using Portal.Web.Components.Records;

namespace Portal.Web.Pages.Tables;

/// <summary>One row with all its values, the places that prove it, and the ways on.</summary>
public sealed partial class RowPanel
{
    [Parameter, EditorRequired]
    public int CaseId { get; set; }

    [Parameter, EditorRequired]
    public string Table { get; set; } = "";

    [Parameter, EditorRequired]
    public RecordLine Line { get; set; } = null!;

    /// <summary>File names by SHA-256.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, string> Names { get; set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Other tables with rows of the same flow.</summary>
    [Parameter]
    public IReadOnlyList<(string Table, long Rows)> Related { get; set; } = [];

    /// <summary>A condition that the person wants to add.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> OnFilter { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [CascadingParameter(Name = "Zone")]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    private string Heading =>
        Line["id.orig_h"] is string source
            ? $"{Table}: {source}:{Line["id.orig_p"]} → {Line["id.resp_h"]}:{Line["id.resp_p"]}"
            : Table;

    private IEnumerable<FramePlace> Places
    {
        get
        {
            if (Line["evidence"] is not string sha256)
            {
                yield break;
            }
            var name = Names.TryGetValue(sha256, out var known) ? known : $"{sha256[..12]}…";
            var first = Line["first_frame"] as long?;
            if (first is { } frame)
            {
                yield return new FramePlace(sha256, name, frame, Time: Line["ts"] as long?);
            }
            if (Line["last_frame"] is long last && last != first)
            {
                yield return new FramePlace(sha256, name, last);
            }
            if (Line["line"] is long line)
            {
                yield return new FramePlace(sha256, name, line, IsLine: true, Time: Line["ts"] as long?);
            }
        }
    }

    /// <summary>The packets of the row's flow; null for rows of logs.</summary>
    private string? PacketsHref
    {
        get
        {
            if (Line["evidence"] is not string sha256 || Line["first_frame"] is not long frame)
            {
                return null;
            }
            return FlowFilter is { } filter
                ? $"{CaseLinks.Packets(CaseId, sha256, filter)}&frame={frame}"
                : CaseLinks.Frame(CaseId, sha256, frame);
        }
    }

    private string? FlowFilter
    {
        get
        {
            if (Line["id.orig_h"] is not string source || Line["id.resp_h"] is not string destination)
            {
                return null;
            }
            if (!IPAddress.TryParse(source, out var address) || !IPAddress.TryParse(destination, out _))
            {
                return null;
            }
            var ip = address.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6" : "ip";
            var hosts = $"{ip}.addr == {source} && {ip}.addr == {destination}";
            var transport = Line["proto"] as string ?? Transport;
            return transport is "tcp" or "udp"
                ? $"{hosts} && {transport}.port == {Line["id.orig_p"]} && {transport}.port == {Line["id.resp_p"]}"
                : hosts;
        }
    }

    /// <summary>Tables other than conn do not say it, but their protocols do.</summary>
    private string? Transport =>
        Table switch
        {
            "http" or "ssl" or "ftp" or "smtp" or "ssh" or "rdp" or "smb_files" or "smb_mapping" or "dce_rpc" => "tcp",
            "dhcp" or "ntp" or "quic" or "snmp" or "tftp" => "udp",
            _ => null,
        };

    private static string Filter(ColumnDefinition column, string raw, bool not = false) =>
        column.Container == ZeekContainer.None
            ? $"{column.Name}{(not ? "!=" : "==")}{raw}"
            : $"{column.Name}{(not ? "!~" : "~")}{raw.Split(',')[0]}";
}
