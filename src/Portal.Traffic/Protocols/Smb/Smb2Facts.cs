using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>What earlier messages say of one message of a compound; null and zero where they say nothing.</summary>
/// <param name="Tree">Path of the share.</param>
/// <param name="ShareType">MS-SMB2 §2.2.10.</param>
/// <param name="RequestFrame">Of a response; 0 when it was not seen.</param>
/// <param name="Elapsed">Nanoseconds since the request.</param>
/// <param name="Class">Kind of information that a response holds.</param>
/// <param name="Level">Which information of that kind, also of a listed directory.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Smb2Facts(
    string? Tree = null,
    byte? ShareType = null,
    long RequestFrame = 0,
    long Elapsed = 0,
    byte Class = 0,
    byte Level = 0,
    Smb2Account? Account = null
);
