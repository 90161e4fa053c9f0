namespace Portal.Traffic.Records;

/// <summary>A remote-desktop session's beginning, with the columns and the meaning of Zeek's rdp.log.</summary>
public sealed class RdpRecord : FlowRecord
{
    public static readonly Table<RdpRecord> Table = new Table<RdpRecord>("rdp")
        .Flow()
        .String("cookie", record => record.Cookie)
        .String("result", record => record.Result)
        .String("security_protocol", record => record.SecurityProtocol)
        .Vector("client_channels", record => record.ClientChannels)
        .String("keyboard_layout", record => record.KeyboardLayout)
        .String("client_build", record => record.ClientBuild)
        .String("client_name", record => record.ClientName)
        .String("client_dig_product_id", record => record.ClientProductId)
        .Count("desktop_width", record => record.DesktopWidth)
        .Count("desktop_height", record => record.DesktopHeight)
        .String("requested_color_depth", record => record.ColorDepth)
        .String("cert_type", record => record.CertificateType)
        .Count("cert_count", record => record.CertificateCount)
        .Bool("cert_permanent", record => record.IsCertificatePermanent)
        .String("encryption_level", record => record.EncryptionLevel)
        .String("encryption_method", record => record.EncryptionMethod)
        .Frames();

    /// <summary>The user's name as the client wrote it for load balancers, often cut.</summary>
    public string? Cookie { get; set; }

    /// <summary><c>Success</c>, <c>encrypted</c> when TLS follows, or why the server refused.</summary>
    public string? Result { get; set; }
    public string? SecurityProtocol { get; set; }
    public IReadOnlyList<string>? ClientChannels { get; set; }
    public string? KeyboardLayout { get; set; }
    public string? ClientBuild { get; set; }
    public string? ClientName { get; set; }
    public string? ClientProductId { get; set; }

    /// <summary>Pixels.</summary>
    public long? DesktopWidth { get; set; }
    public long? DesktopHeight { get; set; }
    public string? ColorDepth { get; set; }

    /// <summary>Of RDP's own encryption: <c>RSA</c> or <c>X.509</c>.</summary>
    public string? CertificateType { get; set; }
    public long CertificateCount { get; set; }
    public bool? IsCertificatePermanent { get; set; }
    public string? EncryptionLevel { get; set; }
    public string? EncryptionMethod { get; set; }
}
