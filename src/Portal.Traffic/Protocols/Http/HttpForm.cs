using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// A form on its way to the server, in which fields that are named like passwords are looked for:
/// <c>application/x-www-form-urlencoded</c> (URL Standard §5), JSON, or the query of a target. Whether the server let it
/// pass cannot be told from a status: a page that says "wrong password" is a 200 too.
/// </summary>
internal sealed class HttpForm(FlowContext flow, HttpTransaction transaction, string? mediaType)
{
    /// <summary>Logons have some hundred bytes; larger forms carry texts or files.</summary>
    internal const int MaxBytes = 16 * 1024;

    /// <summary>Of one form.</summary>
    private const int MaxFields = 200;

    private readonly List<byte> _bytes = [];
    private bool _isLost;

    /// <summary>The body of a request may be a form.</summary>
    public static bool IsForm(string? mediaType) =>
        mediaType == "application/x-www-form-urlencoded" || IsJson(mediaType);

    /// <summary>Looks into the query of a request's target, which is in percent-encoding still.</summary>
    public static void ReadQuery(
        FlowContext flow,
        HttpTransaction transaction,
        ReadOnlySpan<byte> target,
        FrameStamp frame
    )
    {
        var mark = target.IndexOf((byte)'?');
        if (
            mark >= 0
            && target.Length - mark <= MaxBytes
            && transaction.Record.Uri is { } uri
            && HttpFieldNames.MayHoldPassword(uri)
        )
        {
            new HttpForm(flow, transaction, null).ReadFields(target[(mark + 1)..], frame);
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _isLost |= _bytes.Count + bytes.Length > MaxBytes;
        if (!_isLost)
        {
            _bytes.AddRange(bytes);
        }
    }

    /// <summary>Bytes are missing, or the rest never came: a part of a password would be another password.</summary>
    public void Lose() => _isLost = true;

    public void End(FrameStamp frame)
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
        if (!_isLost && IsJson(mediaType))
        {
            ReadJson(bytes, frame);
        }
        else if (!_isLost)
        {
            ReadFields(bytes, frame);
        }
        CryptographicOperations.ZeroMemory(bytes);
        _bytes.Clear();
    }

    private static bool IsJson(string? mediaType) => mediaType is "application/json" or "text/json";

    private void ReadFields(ReadOnlySpan<byte> form, FrameStamp frame)
    {
        // The user may stand behind the password, so names are read first.
        string? user = null;
        for (var isSecond = false; ; isSecond = true)
        {
            var fields = 0;
            foreach (var range in form.Split((byte)'&'))
            {
                var field = form[range];
                var equals = field.IndexOf((byte)'=');
                if (equals <= 0 || ++fields > MaxFields)
                {
                    continue;
                }
                var name = Encoding.UTF8.GetString(Unescape(field[..equals]));
                if (!isSecond && user is null && HttpFieldNames.IsUser(name))
                {
                    user = ZeekText.Decode(Unescape(field[(equals + 1)..]));
                }
                else if (isSecond && HttpFieldNames.IsPassword(name))
                {
                    var value = Unescape(field[(equals + 1)..]);
                    Note(flow, transaction, name, user, value, frame);
                    CryptographicOperations.ZeroMemory(value);
                }
            }
            if (isSecond)
            {
                return;
            }
        }
    }

    /// <summary>Fields at any depth, as single-page applications send them.</summary>
    private void ReadJson(ReadOnlySpan<byte> json, FrameStamp frame)
    {
        string? user = null;
        var passwords = new List<(string Name, string Value)>();
        try
        {
            var reader = new Utf8JsonReader(json);
            string? name = null;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    name = reader.GetString();
                }
                else if (reader.TokenType == JsonTokenType.String && name is not null)
                {
                    if (HttpFieldNames.IsPassword(name) && passwords.Count < MaxFields)
                    {
                        passwords.Add((name, reader.GetString()!));
                    }
                    else if (user is null && HttpFieldNames.IsUser(name))
                    {
                        user = ZeekText.Decode(Encoding.UTF8.GetBytes(reader.GetString()!));
                    }
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Broken or cut JSON, or text that is no Unicode: what came before it counts.
        }
        foreach (var (name, value) in passwords)
        {
            Note(flow, transaction, name, user, Encoding.UTF8.GetBytes(value), frame);
        }
    }

    /// <param name="field">The name of the field.</param>
    internal static void Note(
        FlowContext flow,
        HttpTransaction transaction,
        string field,
        string? user,
        ReadOnlySpan<byte> secret,
        FrameStamp frame
    )
    {
        if (secret.IsEmpty)
        {
            return;
        }
        var record = transaction.Record;
        var path =
            record.Uri is { } uri && uri.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark
                ? uri[..mark]
                : record.Uri;
        transaction.AddForm(
            flow.Note(
                new SeenSecret
                {
                    Protocol = "http",
                    Kind = SecretKinds.Password,
                    User = user,
                    Context = $"{ZeekText.Decode(Encoding.UTF8.GetBytes(field))} in {path}",
                    Bytes = secret,
                    Frame = frame,
                }
            )
        );
    }

    /// <summary>Percent-encoding undone, a plus is a blank; a broken escape stays as it is.</summary>
    internal static byte[] Unescape(ReadOnlySpan<byte> text) =>
        WebUtility.UrlDecodeToBytes(text.ToArray(), 0, text.Length)!;
}
