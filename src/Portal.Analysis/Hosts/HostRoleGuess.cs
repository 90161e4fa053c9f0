namespace Portal.Analysis.Hosts;

/// <summary>What a host seems to be for.</summary>
/// <param name="Name">For example <c>DNS resolver</c>.</param>
/// <param name="Reason">What it was inferred from, for example <c>answered on 53/udp to 12 hosts</c>.</param>
public sealed record HostRoleGuess(string Name, string Reason);
