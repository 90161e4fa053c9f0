namespace Portal.Traffic.Records;

/// <summary>One DHCP transaction with all its messages, with the columns and the meaning of Zeek's dhcp.log.</summary>
public sealed class DhcpRecord : FlowRecord
{
    public static readonly Table<DhcpRecord> Table = new Table<DhcpRecord>("dhcp")
        .Time("ts", record => record.Timestamp)
        .Set("uids", record => record.Uids)
        .Addr("client_addr", record => record.ClientAddress)
        .Addr("server_addr", record => record.ServerAddress)
        .String("mac", record => record.Mac)
        .String("host_name", record => record.HostName)
        .String("client_fqdn", record => record.FullName)
        .String("domain", record => record.Domain)
        .Addr("requested_addr", record => record.RequestedAddress)
        .Addr("assigned_addr", record => record.AssignedAddress)
        .Interval("lease_time", record => record.LeaseTime)
        .String("client_message", record => record.ClientMessage)
        .String("server_message", record => record.ServerMessage)
        .Vector("msg_types", record => record.Types)
        .Interval("duration", record => record.Duration)
        .String("client_software", record => record.ClientSoftware)
        .Frames();

    /// <summary>Of all flows that its messages came in.</summary>
    public List<string> Uids { get; } = [];

    /// <summary>The address that the client already had, else the first one it was offered.</summary>
    public string? ClientAddress { get; set; }

    /// <summary>Who offered an address.</summary>
    public string? ServerAddress { get; set; }

    /// <summary>The client's hardware address.</summary>
    public string? Mac { get; set; }

    /// <summary>As the client calls itself.</summary>
    public string? HostName { get; set; }
    public string? FullName { get; set; }

    /// <summary>As the server tells the client.</summary>
    public string? Domain { get; set; }
    public string? RequestedAddress { get; set; }
    public string? AssignedAddress { get; set; }

    /// <summary>Seconds.</summary>
    public double? LeaseTime { get; set; }
    public string? ClientMessage { get; set; }
    public string? ServerMessage { get; set; }

    /// <summary>In their order, for example DISCOVER, OFFER, REQUEST, ACK.</summary>
    public List<string> Types { get; } = [];

    /// <summary>Seconds from the first to the last message.</summary>
    public double Duration { get; set; }

    /// <summary>
    /// The vendor class of the client, for example <c>MSFT 5.0</c>; the column that Zeek's policy <c>dhcp/software</c> adds.
    /// </summary>
    public string? ClientSoftware { get; set; }
}
