namespace Portal.Traffic.Records;

/// <summary>One attempt to be let in, with the columns and the meaning of Zeek's radius.log.</summary>
public sealed class RadiusRecord : FlowRecord
{
    public static readonly Table<RadiusRecord> Table = new Table<RadiusRecord>("radius")
        .Flow()
        .String("username", record => record.UserName)
        .String("mac", record => record.Mac)
        .Addr("framed_addr", record => record.FramedAddress)
        .String("tunnel_client", record => record.TunnelClient)
        .String("connect_info", record => record.ConnectInfo)
        .String("reply_msg", record => record.ReplyMessage)
        .String("result", record => record.Result)
        .Interval("ttl", record => record.Duration)
        .Frames();

    public string? UserName { get; set; }

    /// <summary>The station that calls, when it is a hardware address.</summary>
    public string? Mac { get; set; }

    /// <summary>The address given to the user.</summary>
    public string? FramedAddress { get; set; }

    /// <summary>Where a VPN comes from: an address or a name.</summary>
    public string? TunnelClient { get; set; }
    public string? ConnectInfo { get; set; }
    public string? ReplyMessage { get; set; }

    /// <summary><c>success</c>, <c>failed</c> or <c>unknown</c>.</summary>
    public string? Result { get; set; }

    /// <summary>Seconds from the first message to the decision; null without both.</summary>
    public double? Duration { get; set; }
}
