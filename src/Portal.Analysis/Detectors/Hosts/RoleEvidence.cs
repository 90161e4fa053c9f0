namespace Portal.Analysis.Detectors.Hosts;

/// <summary>A role and what it was inferred from: every suppression cites it.</summary>
/// <param name="Role">What the host is for.</param>
/// <param name="Clients">Hosts that used it.</param>
/// <param name="Evidence">For example <c>answered on 53/udp to 12 hosts</c>.</param>
public sealed record RoleEvidence(HostRole Role, long Clients, string Evidence);
