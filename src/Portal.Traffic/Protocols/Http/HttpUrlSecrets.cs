using System.Net;
using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// The passwords in a URL: <c>scheme://user:password@host</c> (RFC 3986 §3.2.1) and the fields of its query that are named
/// like passwords. Records have them masked, other than Zeek's.
/// </summary>
internal static class HttpUrlSecrets
{
    /// <summary>Reads a request's target into its record and notes the passwords in it.</summary>
    public static void ReadTarget(
        FlowContext flow,
        HttpTransaction transaction,
        ReadOnlySpan<byte> target,
        FrameStamp frame
    )
    {
        var text = HttpText.Unescape(target);
        var isSuspect = MayShow(text);
        transaction.Record.Uri = isSuspect ? HttpText.Unescape(Masked(target)) : text;
        if (isSuspect)
        {
            NoteUserInformation(flow, transaction, target, frame);
            HttpForm.ReadQuery(flow, transaction, target, frame);
        }
    }

    /// <summary>Another URL in a header, whose percent-encoding stays.</summary>
    public static string Text(ReadOnlySpan<byte> url)
    {
        var text = ZeekText.Decode(url);
        return MayShow(url.Contains((byte)'%') ? HttpText.Unescape(url) : text) ? ZeekText.Decode(Masked(url)) : text;
    }

    private static bool MayShow(string text) =>
        text.Contains('?', StringComparison.Ordinal) && HttpFieldNames.MayHoldPassword(text)
        || text.Contains("://", StringComparison.Ordinal) && text.Contains('@', StringComparison.Ordinal);

    private static byte[] Masked(ReadOnlySpan<byte> url)
    {
        var masked = new List<byte>(url.Length);
        var rest = url;
        if (TryFindPassword(url, out _, out var password))
        {
            masked.AddRange(url[..password.Start]);
            masked.AddRange(Mask(PercentDecoded(url[password])));
            rest = url[password.End..];
        }
        var mark = rest.IndexOf((byte)'?');
        masked.AddRange(rest[..(mark + 1)]);
        var query = rest[(mark + 1)..];
        if (mark < 0)
        {
            masked.AddRange(query);
            return [.. masked];
        }
        foreach (var range in query.Split((byte)'&'))
        {
            if (range.Start.Value > 0)
            {
                masked.Add((byte)'&');
            }
            var field = query[range];
            var value = field.IndexOf((byte)'=') + 1;
            if (
                value > 1
                && value < field.Length
                && HttpFieldNames.IsPassword(Encoding.UTF8.GetString(HttpForm.Unescape(field[..(value - 1)])))
            )
            {
                masked.AddRange(field[..value]);
                masked.AddRange(Mask(HttpForm.Unescape(field[value..])));
            }
            else
            {
                masked.AddRange(field);
            }
        }
        return [.. masked];
    }

    private static void NoteUserInformation(
        FlowContext flow,
        HttpTransaction transaction,
        ReadOnlySpan<byte> target,
        FrameStamp frame
    )
    {
        if (!TryFindPassword(target, out var user, out var password))
        {
            return;
        }
        transaction.AddLogon(
            flow.Note(
                new SeenSecret
                {
                    Protocol = "http",
                    Kind = SecretKinds.Password,
                    User = ZeekText.Decode(PercentDecoded(target[user])),
                    Context = transaction.Record.Uri,
                    Bytes = PercentDecoded(target[password]),
                    Frame = frame,
                }
            )
        );
    }

    /// <summary>The places of both in a URL with an authority; false when it has no password.</summary>
    private static bool TryFindPassword(ReadOnlySpan<byte> url, out Range user, out Range password)
    {
        (user, password) = (default, default);
        var start = url.IndexOf("://"u8);
        if (start <= 0 || url[..start].ContainsAny("/?#"u8))
        {
            return false;
        }
        start += "://"u8.Length;
        var length = url[start..].IndexOfAny("/?#"u8);
        var authority = length < 0 ? url[start..] : url.Slice(start, length);
        var at = authority.LastIndexOf((byte)'@');
        var colon = at < 0 ? -1 : authority[..at].IndexOf((byte)':');
        if (colon < 0 || colon + 1 == at)
        {
            return false;
        }
        user = start..(start + colon);
        password = (start + colon + 1)..(start + at);
        return true;
    }

    private static byte[] Mask(ReadOnlySpan<byte> password) =>
        Encoding.UTF8.GetBytes(SecretMask.Of(SecretKinds.Password, password));

    /// <summary>In user information a plus is a plus.</summary>
    private static byte[] PercentDecoded(ReadOnlySpan<byte> text)
    {
        const byte Plus = (byte)'+';
        if (!text.Contains(Plus))
        {
            return HttpForm.Unescape(text);
        }
        var escaped = Encoding.Latin1.GetString(text).Replace("+", "%2B", StringComparison.Ordinal);
        return WebUtility.UrlDecodeToBytes(Encoding.Latin1.GetBytes(escaped), 0, escaped.Length)!;
    }
}
