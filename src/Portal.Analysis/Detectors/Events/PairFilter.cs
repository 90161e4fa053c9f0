namespace Portal.Analysis.Detectors.Events;

/// <summary>How to list all packets and all flows of a source and its destinations.</summary>
internal static class PairFilter
{
    /// <summary>A filter of more addresses is not pasted by anybody.</summary>
    private const int MaxAddresses = 16;

    /// <summary>A Wireshark display filter.</summary>
    public static string Wireshark(string source, IReadOnlyList<string> destinations, string? transport, long? port)
    {
        var parts = destinations.Take(MaxAddresses).Select(Address).ToList();
        var filter = $"{Address(source)} && {(parts.Count == 1 ? parts[0] : $"({string.Join(" || ", parts)})")}";
        return transport switch
        {
            "tcp" or "udp" when port is not null => $"{filter} && {transport}.port == {port}",
            "icmp" => $"{filter} && {(IsVersion6(source) ? "icmpv6" : "icmp")}",
            _ => filter,
        };
    }

    /// <summary>Read-only SQL over the records.</summary>
    public static string Sql(string source, IReadOnlyList<string> destinations, long? port)
    {
        var addresses = string.Join(", ", destinations.Take(MaxAddresses).Select(Quote));
        var sql = $"SELECT * FROM conn WHERE \"id.orig_h\" = {Quote(source)} AND \"id.resp_h\" IN ({addresses})";
        return port is null ? $"{sql} ORDER BY ts" : $"{sql} AND \"id.resp_p\" = {port} ORDER BY ts";
    }

    private static string Address(string address) => $"{(IsVersion6(address) ? "ipv6" : "ip")}.addr == {address}";

    private static bool IsVersion6(string address) => address.Contains(':', StringComparison.Ordinal);

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
