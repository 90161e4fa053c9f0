namespace Portal.Analysis.Detectors.OutboundTransfers;

/// <summary>How data left.</summary>
public enum TransferChannel
{
    /// <summary>Many bytes, whatever the protocol.</summary>
    Volume,

    /// <summary>Bodies of HTTP POST and PUT.</summary>
    HttpPost,

    /// <summary>FTP STOR, APPE or STOU, or data flows beside an FTP control flow.</summary>
    Ftp,

    /// <summary>A Windows file share outside.</summary>
    FileShare,
}
