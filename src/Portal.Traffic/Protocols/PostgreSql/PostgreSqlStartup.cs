using System.Buffers.Binary;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>
/// A message without a type at the start of a connection (PostgreSQL manual, "Message Formats"): StartupMessage, SSLRequest,
/// GSSENCRequest or CancelRequest.
/// </summary>
/// <param name="Code">3.0 as 196608, or one of the request codes.</param>
/// <param name="Length">Bytes of the message.</param>
public readonly record struct PostgreSqlStartup(uint Code, int Length, IReadOnlyDictionary<string, string> Parameters)
{
    public const int HeaderBytes = 8;
    public const uint CancelRequest = 80877102;
    public const uint SslRequest = 80877103;
    public const uint GssRequest = 80877104;

    /// <summary>The server refuses longer ones.</summary>
    private const int MaxBytes = 10000;

    private const int MaxParameters = 64;

    public bool IsRequest => Code is SslRequest or GssRequest or CancelRequest;

    /// <summary>Null while bytes are missing, false when it is none.</summary>
    public static bool? TryParse(ReadOnlySpan<byte> bytes, out PostgreSqlStartup startup)
    {
        startup = new PostgreSqlStartup(0, 0, new Dictionary<string, string>(StringComparer.Ordinal));
        if (bytes.Length < HeaderBytes)
        {
            return null;
        }
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var code = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var isKnown = code switch
        {
            SslRequest or GssRequest => length == HeaderBytes,
            CancelRequest => length is >= 16 and <= 1024,
            _ => code >> 16 == 3 && length is > HeaderBytes and <= MaxBytes,
        };
        if (!isKnown)
        {
            return false;
        }
        if (bytes.Length < length)
        {
            return null;
        }
        var parameters = code >> 16 == 3 ? Read(bytes[HeaderBytes..(int)length]) : startup.Parameters;
        startup = new PostgreSqlStartup(code, (int)length, parameters);
        return true;
    }

    /// <summary>Pairs of texts that end with NUL, and a NUL behind the last.</summary>
    private static Dictionary<string, string> Read(ReadOnlySpan<byte> rest)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        while (parameters.Count < MaxParameters)
        {
            var nameEnd = rest.IndexOf((byte)0);
            var valueEnd = nameEnd <= 0 ? -1 : rest[(nameEnd + 1)..].IndexOf((byte)0);
            if (valueEnd < 0)
            {
                break;
            }
            parameters[ZeekText.Decode(rest[..nameEnd])] = ZeekText.Decode(rest.Slice(nameEnd + 1, valueEnd));
            rest = rest[(nameEnd + valueEnd + 2)..];
        }
        return parameters;
    }
}
