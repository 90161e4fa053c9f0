namespace Portal.Traffic.Protocols.Rfb;

/// <summary>What a side says next.</summary>
internal enum RfbState
{
    Version,
    Security,
    Challenge,
    AppleParameters,
    Result,
    Init,
    Done,
}
