using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Modbus;

/// <summary>
/// The header of a message (MODBUS Messaging Guide §3.1.3): transaction, protocol (0), length of what follows (2 bytes
/// each), unit, and the first byte of what it carries, the function (1 each).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ModbusHeader(int Transaction, int Length, int Unit, int Function)
{
    public const int Bytes = 8;
    public const int ExceptionFlag = 0x80;

    private const int BeforeUnit = 6;

    // The application message has 253 bytes at most (MODBUS Application Protocol §4.1); some devices send more.
    private const int MinLength = 2;
    private const int MaxLength = 260;

    /// <summary>Of a whole message.</summary>
    public const int MaxBytes = BeforeUnit + MaxLength;

    private const int SimpleRequestLength = 6;

    /// <summary>Bytes of the whole message.</summary>
    public int WholeBytes => BeforeUnit + Length;

    /// <summary>A response that says why the request failed.</summary>
    public bool IsException => (Function & ExceptionFlag) != 0;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out ModbusHeader header)
    {
        header = default;
        if (bytes.Length < Bytes || bytes[2] != 0 || bytes[3] != 0)
        {
            return false;
        }
        header = new ModbusHeader(
            BinaryPrimitives.ReadUInt16BigEndian(bytes),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
            bytes[6],
            bytes[7]
        );
        return header.Length is >= MinLength and <= MaxLength;
    }

    /// <summary>Reads or writes of coils and registers: a place and a number.</summary>
    public bool IsOrdinaryRequest(ReadOnlySpan<byte> bytes)
    {
        const int MaxCoils = 2000; // MODBUS Application Protocol §6.1
        return Length == SimpleRequestLength
            && Function is >= 1 and <= 4
            && BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]) is > 0 and <= MaxCoils;
    }
}
