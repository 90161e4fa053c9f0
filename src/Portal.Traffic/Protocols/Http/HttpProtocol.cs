using System.Collections.Frozen;

namespace Portal.Traffic.Protocols.Http;

/// <summary>HTTP/0.9 to HTTP/1.1 (RFC 9112), recognised by its start lines on any port.</summary>
public sealed class HttpProtocol : IProtocol
{
    /// <summary>A start line whose end has not come by then is judged by its beginning.</summary>
    private const int PatienceBytes = 16 * 1024;

    /// <summary>Longer words are no methods (the longest registered one has 17 letters).</summary>
    private const int MaxMethodBytes = 20;

    private static readonly FrozenSet<string> s_methods = FrozenSet.Create(
        StringComparer.Ordinal,
        "GET POST HEAD OPTIONS PUT DELETE TRACE CONNECT PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK POLL REPORT SUBSCRIBE BMOVE SEARCH".Split(
            ' '
        )
    );

    public string Name => "http";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        side == Side.Originator ? ClaimsRequest(firstBytes) : ClaimsResponse(firstBytes);

    public IFlowAnalyzer Start(FlowContext flow) => new HttpAnalyzer(flow);

    /// <summary>Zeek's list, without <c>PATCH</c>: other methods are a weird.</summary>
    internal static bool IsKnownMethod(string method) => method != "PATCH" && s_methods.Contains(method);

    /// <summary>A segment that may be the first of a message, for a stream that lost its place.</summary>
    internal static bool BeginsMessage(Side side, ReadOnlySpan<byte> bytes) =>
        side == Side.Originator ? ClaimsRequest(bytes) == Claim.Yes : ClaimsResponse(bytes) == Claim.Yes;

    private static Claim ClaimsRequest(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty && Http2Protocol.IsPrefaceLike(bytes))
        {
            return bytes.Length < "PRI "u8.Length ? Claim.NeedMore : Claim.No;
        }
        bytes = bytes.TrimStart("\r\n"u8);
        var blank = bytes.IndexOf((byte)' ');
        if (blank < 0)
        {
            return bytes.Length <= MaxMethodBytes && IsMethodLike(bytes) ? Claim.NeedMore : Claim.No;
        }
        if (blank is 0 or > MaxMethodBytes || !IsMethodLike(bytes[..blank]))
        {
            return Claim.No;
        }
        var isKnown = s_methods.Contains(System.Text.Encoding.ASCII.GetString(bytes[..blank]));
        var newline = bytes.IndexOf((byte)'\n');
        if (newline < 0)
        {
            return bytes.Length < PatienceBytes ? Claim.NeedMore
                : isKnown ? Claim.Yes
                : Claim.No;
        }
        var line = bytes[..newline].TrimEnd((byte)'\r');
        return
            HttpRequestLine.TryParse(line, out var request)
            && (request.Version != HttpRequestLine.Version09 || (isKnown && line[request.Target] is [(byte)'/', ..]))
            ? Claim.Yes
            : Claim.No;
    }

    /// <summary><c>HTTP/1.1 200</c>.</summary>
    private static Claim ClaimsResponse(ReadOnlySpan<byte> bytes)
    {
        var start = "HTTP/"u8;
        if (!bytes.StartsWith(start[..Math.Min(start.Length, bytes.Length)]))
        {
            return Claim.No;
        }
        var newline = bytes.IndexOf((byte)'\n');
        if (newline < 0)
        {
            return bytes.Length < PatienceBytes ? Claim.NeedMore : Claim.No;
        }
        return HttpStatusLine.TryParse(bytes[..newline].TrimEnd((byte)'\r'), out var status) && status.Code > 0
            ? Claim.Yes
            : Claim.No;
    }

    private static bool IsMethodLike(ReadOnlySpan<byte> word)
    {
        foreach (var letter in word)
        {
            if (
                letter
                is not ((>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (byte)'_' or (byte)'-')
            )
            {
                return false;
            }
        }
        return true;
    }
}
