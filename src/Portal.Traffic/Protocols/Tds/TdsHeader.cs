using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>The eight bytes before every packet (MS-TDS §2.2.3.1), big-endian.</summary>
/// <param name="Length">Of the packet, this header included.</param>
internal readonly record struct TdsHeader(byte Type, byte Status, int Length)
{
    public const int Bytes = 8;

    /// <summary>§2.2.6.4: the server sets up to 32,767.</summary>
    public const int MaxPacketBytes = 32767;

    public const byte Batch = 1;
    public const byte OldLogin = 2;
    public const byte Rpc = 3;
    public const byte Response = 4;
    public const byte Attention = 6;
    public const byte BulkLoad = 7;
    public const byte Transaction = 14;
    public const byte Login7 = 16;
    public const byte Sspi = 17;
    public const byte PreLogin = 18;

    public bool EndsMessage => (Status & 1) != 0;

    /// <summary>False when it is not whole or no header of a packet.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out TdsHeader header)
    {
        header = default;
        if (bytes.Length < Bytes)
        {
            return false;
        }
        header = new TdsHeader(bytes[0], bytes[1], BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        return header.Type
                is Batch
                    or OldLogin
                    or Rpc
                    or Response
                    or Attention
                    or BulkLoad
                    or Transaction
                    or Login7
                    or Sspi
                    or PreLogin
            && header.Length is >= Bytes and <= MaxPacketBytes;
    }
}
