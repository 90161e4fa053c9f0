namespace Portal.Traffic.Records;

/// <summary>One RFB (VNC) session, with the columns and the meaning of Zeek's rfb.log.</summary>
public sealed class RfbRecord : FlowRecord
{
    public static readonly Table<RfbRecord> Table = new Table<RfbRecord>("rfb")
        .Flow()
        .String("client_major_version", record => record.ClientMajor)
        .String("client_minor_version", record => record.ClientMinor)
        .String("server_major_version", record => record.ServerMajor)
        .String("server_minor_version", record => record.ServerMinor)
        .String("authentication_method", record => record.Authentication)
        .Bool("auth", record => record.IsAuthenticated)
        .Bool("share_flag", record => record.IsShared)
        .String("desktop_name", record => record.DesktopName)
        .Count("width", record => record.Width)
        .Count("height", record => record.Height)
        .Frames();

    /// <summary>Three digits, as all versions.</summary>
    public string? ClientMajor { get; set; }
    public string? ClientMinor { get; set; }
    public string? ServerMajor { get; set; }
    public string? ServerMinor { get; set; }
    public string? Authentication { get; set; }

    /// <summary>Null when the server did not tell.</summary>
    public bool? IsAuthenticated { get; set; }

    /// <summary>The client lets others stay connected.</summary>
    public bool? IsShared { get; set; }
    public string? DesktopName { get; set; }

    /// <summary>Pixels.</summary>
    public long? Width { get; set; }
    public long? Height { get; set; }
}
