using System.Globalization;
using Portal.Cases.Records;
using Portal.Traffic;

namespace Portal.Cases.Hosts;

/// <summary>Hosts as CSV (RFC 4180) with a header, safe for spreadsheets.</summary>
public static class HostCsv
{
    private const string Head =
        "address,inside,names,system,roles,flows,peers,sent_bytes,received_bytes,first_seen,last_seen";

    public static string Of(IEnumerable<HostRow> hosts) =>
        string.Concat(hosts.Select(Line).Prepend(Head).Select(line => line + "\r\n"));

    private static string Line(HostRow host) =>
        string.Join(
            ',',
            CsvField.Of(host.Address),
            host.IsInside switch
            {
                true => "true",
                false => "false",
                null => "",
            },
            CsvField.Of(string.Join(' ', host.Names)),
            CsvField.Of(host.System?.System),
            CsvField.Of(string.Join("; ", host.Roles.Select(role => $"{role.Name}: {role.Reason}"))),
            host.Flows.ToString(CultureInfo.InvariantCulture),
            host.Peers.ToString(CultureInfo.InvariantCulture),
            host.SentBytes.ToString(CultureInfo.InvariantCulture),
            host.ReceivedBytes.ToString(CultureInfo.InvariantCulture),
            UnixTime.ToIso(host.FirstTime),
            UnixTime.ToIso(host.LastTime)
        );
}
