namespace Portal.Traffic.Flows;

/// <summary>What has been seen of one side of a TCP connection, as Zeek tells it.</summary>
internal enum TcpState : byte
{
    /// <summary>Nothing yet.</summary>
    Inactive,

    /// <summary>A SYN, not answered.</summary>
    SynSent,

    /// <summary>A SYN-ACK from the side that seems to have opened the connection.</summary>
    SynAckSent,

    /// <summary>Data without a handshake.</summary>
    Partial,
    Established,

    /// <summary>A FIN.</summary>
    Closed,

    /// <summary>A RST.</summary>
    Reset,
}
