using System.Globalization;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Collects what a request and its response say of the protocol they switch to.</summary>
internal sealed class HttpUpgrade
{
    /// <summary>Headers kept on each side; the registered ones about WebSocket and HTTP/2 are fewer.</summary>
    private const int MaxHeaders = 16;

    private readonly Dictionary<string, string>[] _headers = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];

    /// <summary>Whether a header is one of those that are kept.</summary>
    public static bool Concerns(in HttpHeaders header) =>
        header.Is("upgrade"u8)
        || header.Is("http2-settings"u8)
        || (
            header.Name.Length > "sec-websocket-".Length
            && Ascii.EqualsIgnoreCase(header.Name[.."sec-websocket-".Length], "sec-websocket-"u8)
        );

    public void Read(Side side, in HttpHeaders header)
    {
        var name = Encoding.ASCII.GetString(header.Name).ToLower(CultureInfo.InvariantCulture);
        var value = ZeekText.Decode(header.Value);
        var headers = _headers[(int)side];
        if (headers.TryGetValue(name, out var before))
        {
            headers[name] = before.Length < HttpLimits.MaxLineBytes ? $"{before}, {value}" : before;
        }
        else if (headers.Count < MaxHeaders)
        {
            headers[name] = value;
        }
    }

    public ProtocolUpgrade Of(HttpRecord record, FrameStamp granted, long transactions) =>
        new(_headers[(int)Side.Responder].GetValueOrDefault("upgrade", "").ToLower(CultureInfo.InvariantCulture))
        {
            Asked = new FrameStamp(record.FirstFrame, record.Timestamp),
            Granted = granted,
            Method = record.Method,
            Host = record.Host,
            Uri = record.Uri,
            UserAgent = record.UserAgent,
            Transactions = transactions,
            RequestHeaders = _headers[(int)Side.Originator],
            ResponseHeaders = _headers[(int)Side.Responder],
        };
}
