namespace Portal.Traffic.Protocols.Smb;

/// <summary>Where a command's words name an open file (MS-CIFS §2.2.4).</summary>
internal static class Smb1FileId
{
    private const int CreateResponseWords = 34;
    private const int OpenResponseWords = 15;
    private const int SecondaryWords = 9;
    private const int WaitForPipe = 0x53;
    private const int CallPipe = 0x54;

    /// <summary>From the words' beginning; null for commands that name none there.</summary>
    public static int? OffsetOf(Smb1Command command, bool isResponse, in Smb1Block block) =>
        command switch
        {
            Smb1Command.NtCreateAndX when isResponse => block.WordCount >= CreateResponseWords ? 5 : null,
            Smb1Command.OpenAndX when isResponse => block.WordCount >= OpenResponseWords ? 4 : null,
            _ when isResponse => null,
            Smb1Command.Close when block.WordCount >= 1 => 0,
            Smb1Command.ReadAndX or Smb1Command.WriteAndX when block.WordCount >= 3 => 4,
            // Of a pipe: a function and the file's number (MS-CIFS §2.2.5).
            Smb1Command.Transaction when block.Byte(26) == 2 && block.UInt16(28) is not (WaitForPipe or CallPipe) => 30,
            Smb1Command.Transaction2Secondary when block.WordCount >= SecondaryWords => 16,
            _ => null,
        };

    /// <summary>The name that a request opens; null for other commands.</summary>
    public static string? NameOf(Smb1Command command, in Smb1Header header, in Smb1Block block)
    {
        if (header.IsResponse || command is not (Smb1Command.NtCreateAndX or Smb1Command.OpenAndX))
        {
            return null;
        }
        var at = block.BytesOffset;
        return block.Text(ref at, header.IsUnicode);
    }
}
