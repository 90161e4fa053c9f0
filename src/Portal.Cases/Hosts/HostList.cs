namespace Portal.Cases.Hosts;

/// <param name="Total">Hosts that match, shown or not.</param>
/// <param name="Credentials">Rows of the table <c>credentials</c> of the whole case.</param>
public sealed record HostList(IReadOnlyList<HostRow> Hosts, long Total, long Credentials = 0);
