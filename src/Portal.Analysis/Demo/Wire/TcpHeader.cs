namespace Portal.Analysis.Demo.Wire;

/// <summary>The fields of a TCP segment that a conversation sets (RFC 9293 §3.1).</summary>
internal readonly record struct TcpHeader(
    ushort SourcePort,
    ushort DestinationPort,
    uint Sequence,
    uint Acknowledgment,
    bool Syn = false,
    bool Ack = true,
    bool Push = false,
    bool Fin = false,
    bool Reset = false,
    ushort Window = 1026,
    ushort Identification = 0
);
