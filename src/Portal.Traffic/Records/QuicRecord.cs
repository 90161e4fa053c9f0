namespace Portal.Traffic.Records;

/// <summary>One attempt at a QUIC connection, with the columns and the meaning of Zeek's quic.log.</summary>
public sealed class QuicRecord : FlowRecord
{
    public static readonly Table<QuicRecord> Table = new Table<QuicRecord>("quic")
        .Flow()
        .String("version", record => record.Version)
        .String("client_initial_dcid", record => record.InitialDestination)
        .String("client_scid", record => record.ClientIdentifier)
        .String("server_scid", record => record.ServerIdentifier)
        .String("server_name", record => record.ServerName)
        .String("client_protocol", record => record.ClientProtocol)
        .String("history", record => record.History)
        .Frames();

    /// <summary><c>1</c>, <c>quicv2</c>, <c>draft-29</c>, … or <c>unknown-</c> with its number.</summary>
    public required string Version { get; set; }

    /// <summary>Connection identifiers in hexadecimal; empty when of no length.</summary>
    public string? InitialDestination { get; set; }
    public string? ClientIdentifier { get; set; }
    public string? ServerIdentifier { get; set; }
    public string? ServerName { get; set; }

    /// <summary>The first protocol that the client offers; what the server chose is encrypted.</summary>
    public string? ClientProtocol { get; set; }

    /// <summary>
    /// A letter for each packet, upper case for the client's: Initial, Handshake, 0-RTT (Z), 1-RTT (O), Retry, unknown
    /// version (U); behind them S for a hello and C for a close. Of 1-RTT packets the 1st, 2nd, 4th, 8th, … of a side.
    /// </summary>
    public string? History { get; set; }
}
