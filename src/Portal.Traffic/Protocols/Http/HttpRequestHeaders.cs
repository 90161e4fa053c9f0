using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>What the headers of a request tell a record, whatever the version.</summary>
internal static class HttpRequestHeaders
{
    public static void Read(HttpTransaction transaction, in HttpHeaders header)
    {
        var record = transaction.Record;
        switch (header.Name.Length)
        {
            case 4 when header.Is("host"u8):
                record.Host = ZeekText.Decode(header.Value);
                break;
            case 5 when header.Is("range"u8):
                transaction.IsRangeRequest = true;
                break;
            case 6 when header.Is("origin"u8):
                record.Origin = ZeekText.Decode(header.Value);
                break;
            case 7 when header.Is("referer"u8):
                record.Referrer = HttpUrlSecrets.Text(header.Value);
                break;
            case 10 when header.Is("user-agent"u8):
                record.UserAgent = ZeekText.Decode(header.Value);
                break;
            case 13 when header.Is("authorization"u8):
            case 19 when header.Is("proxy-authorization"u8):
                record.UserName = HttpText.BasicUser(header.Value) ?? record.UserName;
                break;
            case 3 when header.Is("via"u8):
            case 9 when header.Is("forwarded"u8) || header.Is("client-ip"u8):
            case 15 when header.Is("x-forwarded-for"u8):
            case 16
                when header.Is("x-forwarded-from"u8)
                    || header.Is("xroxy-connection"u8)
                    || header.Is("proxy-connection"u8):
                var name = Encoding.ASCII.GetString(header.Name).ToUpperInvariant();
                transaction.AddProxied($"{name} -> {ZeekText.Decode(header.Value)}");
                break;
            default:
                break;
        }
    }
}
