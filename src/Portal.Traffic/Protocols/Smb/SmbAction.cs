namespace Portal.Traffic.Protocols.Smb;

/// <summary>What is done to a file, as Zeek's <c>SMB::Action</c> names it.</summary>
internal static class SmbAction
{
    public const string FileOpen = "SMB::FILE_OPEN";
    public const string FileRename = "SMB::FILE_RENAME";
    public const string FileDelete = "SMB::FILE_DELETE";
    public const string PipeOpen = "SMB::PIPE_OPEN";
    public const string PrintOpen = "SMB::PRINT_OPEN";
    public const string PrintClose = "SMB::PRINT_CLOSE";

    /// <summary>
    /// Reading, writing and closing have no rows, as in Zeek by default: content has a row in <c>files</c>. What is done to
    /// pipes is in <c>dce_rpc</c>.
    /// </summary>
    public static bool IsLogged(string? action) =>
        action is FileOpen or FileRename or FileDelete or PrintOpen or PrintClose;
}
