namespace Portal.Traffic.Protocols.Smb;

/// <summary>MS-CIFS §2.2.2.1.</summary>
internal enum Smb1Command : byte
{
    Close = 0x04,
    Delete = 0x06,
    Rename = 0x07,
    Transaction = 0x25,
    TransactionSecondary = 0x26,
    OpenAndX = 0x2D,
    ReadAndX = 0x2E,
    WriteAndX = 0x2F,
    Transaction2 = 0x32,
    Transaction2Secondary = 0x33,
    TreeDisconnect = 0x71,
    Negotiate = 0x72,
    SessionSetupAndX = 0x73,
    LogoffAndX = 0x74,
    TreeConnectAndX = 0x75,
    NtCreateAndX = 0xA2,
    NoAndX = 0xFF,
}
