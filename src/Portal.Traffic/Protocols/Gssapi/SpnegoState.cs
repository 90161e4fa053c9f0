namespace Portal.Traffic.Protocols.Gssapi;

/// <summary>How far a negotiation is (RFC 4178 §4.2.2).</summary>
internal enum SpnegoState
{
    AcceptCompleted = 0,
    AcceptIncomplete = 1,
    Reject = 2,
    RequestMic = 3,
}
