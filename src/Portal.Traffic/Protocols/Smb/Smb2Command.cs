namespace Portal.Traffic.Protocols.Smb;

/// <summary>MS-SMB2 §2.2.1.</summary>
internal enum Smb2Command : ushort
{
    Negotiate = 0x00,
    SessionSetup = 0x01,
    Logoff = 0x02,
    TreeConnect = 0x03,
    TreeDisconnect = 0x04,
    Create = 0x05,
    Close = 0x06,
    Read = 0x08,
    Write = 0x09,
    Ioctl = 0x0B,
    SetInfo = 0x11,
    OplockBreak = 0x12,
}
