namespace Portal.Cases.Hosts;

/// <param name="Total">Hosts that match, shown or not.</param>
public sealed record HostList(IReadOnlyList<HostRow> Hosts, long Total);
