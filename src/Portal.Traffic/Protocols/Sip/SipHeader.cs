namespace Portal.Traffic.Protocols.Sip;

/// <summary>The headers that are recorded; the rest is <see cref="Other"/>.</summary>
internal enum SipHeader
{
    Other,
    From,
    To,
    ReplyTo,
    Date,
    CallId,
    Sequence,
    Subject,
    UserAgent,
    Via,
    ContentLength,
    ContentType,
    Warning,
    Authorization,
}
