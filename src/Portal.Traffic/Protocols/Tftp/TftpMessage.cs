using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Portal.Traffic.Protocols.Tftp;

/// <summary>
/// A TFTP message (RFC 1350 §5): operation (2 bytes), then name and mode, or a block's number and its data, or an error's
/// number and text; options follow a request and make up their acknowledgment (RFC 2347).
/// </summary>
internal readonly ref struct TftpMessage
{
    public const int UsualBlockBytes = 512;

    // RFC 2348
    private const int MinBlockBytes = 8;
    private const int MaxBlockBytes = 65464;

    public TftpOperation Operation { get; private init; }

    /// <summary>Of a block, or of an error.</summary>
    public int Number { get; private init; }

    /// <summary>A file's name, a block's data or an error's text.</summary>
    public ReadOnlySpan<byte> Content { get; private init; }
    public ReadOnlySpan<byte> Mode { get; private init; }

    /// <summary>As the options say, in a request or its acknowledgment.</summary>
    public int BlockBytes { get; private init; }

    public bool IsRequest => Operation is TftpOperation.ReadRequest or TftpOperation.WriteRequest;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out TftpMessage message)
    {
        message = default;
        if (bytes.Length < 4 || bytes[0] != 0)
        {
            return false;
        }
        var operation = (TftpOperation)bytes[1];
        var number = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        switch (operation)
        {
            case TftpOperation.ReadRequest or TftpOperation.WriteRequest:
                return TryParseRequest(operation, bytes[2..], out message);
            case TftpOperation.OptionAcknowledgment:
                message = new TftpMessage { Operation = operation, BlockBytes = ReadBlockBytes(bytes[2..]) };
                return bytes[^1] == 0;
            case TftpOperation.Acknowledgment when bytes.Length > 4:
                return false;
            case TftpOperation.Data or TftpOperation.Acknowledgment:
                message = new TftpMessage
                {
                    Operation = operation,
                    Number = number,
                    Content = bytes[4..],
                };
                return true;
            case TftpOperation.Error:
                message = new TftpMessage
                {
                    Operation = operation,
                    Number = number,
                    Content = bytes[4..].TrimEnd((byte)0),
                };
                return number <= 8 && bytes[^1] == 0; // RFC 1350 §5 and RFC 2347
            default:
                return false;
        }
    }

    private static bool TryParseRequest(TftpOperation operation, ReadOnlySpan<byte> rest, out TftpMessage message)
    {
        message = default;
        if (!TryTakeText(ref rest, out var name) || !TryTakeText(ref rest, out var mode) || name.IsEmpty)
        {
            return false;
        }
        message = new TftpMessage
        {
            Operation = operation,
            Content = name,
            Mode = mode,
            BlockBytes = ReadBlockBytes(rest),
        };
        return Ascii.EqualsIgnoreCase(mode, "octet"u8)
            || Ascii.EqualsIgnoreCase(mode, "netascii"u8)
            || Ascii.EqualsIgnoreCase(mode, "mail"u8);
    }

    private static int ReadBlockBytes(ReadOnlySpan<byte> options)
    {
        while (TryTakeText(ref options, out var name) && TryTakeText(ref options, out var value))
        {
            if (
                Ascii.EqualsIgnoreCase(name, "blksize"u8)
                && Utf8Parser.TryParse(value, out int size, out _)
                && size is >= MinBlockBytes and <= MaxBlockBytes
            )
            {
                return size;
            }
        }
        return UsualBlockBytes;
    }

    public static bool TryTakeText(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        var end = rest.IndexOf((byte)0);
        text = end < 0 ? default : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return end >= 0;
    }
}
