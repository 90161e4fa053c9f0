namespace Portal.Traffic.Protocols.Tftp;

/// <summary>Operations (RFC 1350 §5, RFC 2347).</summary>
internal enum TftpOperation
{
    ReadRequest = 1,
    WriteRequest = 2,
    Data = 3,
    Acknowledgment = 4,
    Error = 5,
    OptionAcknowledgment = 6,
}
