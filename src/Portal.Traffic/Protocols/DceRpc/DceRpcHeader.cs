using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>
/// The header that all fragments share (C706 §12.6.3.1).
/// <code>
/// 0 version 5   1 minor   2 type   3 flags   4 data representation   8 length   10 verifier's length   12 call
/// </code>
/// </summary>
/// <param name="Length">Bytes of the fragment with this header.</param>
/// <param name="AuthLength">Bytes of the verifier's token at the end, without the eight bytes before it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DceRpcHeader(
    DceRpcType Type,
    byte Flags,
    bool IsLittleEndian,
    int Length,
    int AuthLength,
    uint CallId
)
{
    public const int Bytes = 16;

    private const byte FirstFlag = 0x01;
    private const byte LastFlag = 0x02;
    private const byte LittleEndian = 0x10;

    /// <summary>The first fragment of its message.</summary>
    public bool IsFirst => (Flags & FirstFlag) != 0;

    public bool IsLast => (Flags & LastFlag) != 0;

    /// <summary>The first bytes, fewer than a header, may become one.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> bytes) =>
        (bytes.Length < 1 || bytes[0] == 5)
        && (bytes.Length < 2 || bytes[1] <= 1)
        && (bytes.Length < 3 || IsKnown(bytes[2]))
        && (bytes.Length < 5 || bytes[4] is 0 or LittleEndian)
        && (bytes.Length < 6 || bytes[5] <= 3)
        && (bytes.Length < 8 || (bytes[6] | bytes[7]) == 0);

    public static bool TryParse(ReadOnlySpan<byte> bytes, out DceRpcHeader header)
    {
        header = default;
        if (bytes.Length < Bytes || !MayBegin(bytes))
        {
            return false;
        }
        var isLittleEndian = bytes[4] == LittleEndian;
        var reader = new DceRpcReader(bytes[8..], isLittleEndian);
        header = new DceRpcHeader(
            (DceRpcType)bytes[2],
            bytes[3],
            isLittleEndian,
            reader.UInt16(),
            reader.UInt16(),
            reader.UInt32()
        );
        return header.Length >= Bytes && header.AuthLength <= header.Length - Bytes;
    }

    private static bool IsKnown(byte type) =>
        (DceRpcType)type
            is DceRpcType.Request
                or DceRpcType.Response
                or DceRpcType.Fault
                or (>= DceRpcType.Bind and <= DceRpcType.RequestToSend);
}
