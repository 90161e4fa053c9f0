using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>
/// A number of variable length ("protocol::LengthEncodedInteger" of the MySQL internals manual): one byte below 0xFB, else a
/// byte that says whether two, three or eight follow; 0xFB alone stands for NULL.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct MysqlNumber
{
    private const byte Null = 0xFB;

    public MysqlNumber(ReadOnlySpan<byte> bytes)
    {
        (Length, Value) = bytes switch
        {
            [Null, ..] => (1, 0UL),
            [< Null, ..] => (1, (ulong)bytes[0]),
            [0xFC, _, _, ..] => (3, (ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..])),
            [0xFD, _, _, _, ..] => (4, (ulong)(uint)(bytes[1] | bytes[2] << 8 | bytes[3] << 16)),
            [0xFE, _, _, _, _, _, _, _, _, ..] => (9, BinaryPrimitives.ReadUInt64LittleEndian(bytes[1..])),
            _ => (0, 0UL),
        };
        IsNull = bytes is [Null, ..];
    }

    /// <summary>Bytes that it takes; 0 when it is not wholly there or none.</summary>
    public int Length { get; }

    public ulong Value { get; }

    public bool IsNull { get; }
}
