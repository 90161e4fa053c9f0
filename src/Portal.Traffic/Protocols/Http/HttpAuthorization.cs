using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// The secrets in a request's <c>Authorization</c> and <c>Proxy-Authorization</c>: Basic (RFC 7617), Digest (RFC 7616) and
/// Bearer (RFC 6750). NTLM and Kerberos go to protocols of their own.
/// </summary>
internal static class HttpAuthorization
{
    /// <summary>Tokens have up to some thousand bytes; servers refuse headers beyond 8 to 64 KiB.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>The header may hold a secret.</summary>
    public static bool Concerns(in HttpHeaders header) => header.Is("authorization"u8) || IsProxy(header);

    public static void Note(FlowContext flow, HttpTransaction transaction, in HttpHeaders header, FrameStamp frame)
    {
        if (!Concerns(header) || header.Value.Length > MaxBytes)
        {
            return;
        }
        var scheme = header.Token;
        var rest = header.Value[scheme.Length..].Trim(" \t\r\n"u8);
        if (rest.IsEmpty)
        {
            return;
        }
        var context = IsProxy(header) ? "proxy" : transaction.Record.Host;
        if (Ascii.EqualsIgnoreCase(scheme, "basic"u8))
        {
            NoteBasic(flow, transaction, rest, context, frame);
        }
        else if (Ascii.EqualsIgnoreCase(scheme, "bearer"u8))
        {
            Note(flow, transaction, SecretKinds.Token, null, null, context, rest, frame);
        }
        else if (Ascii.EqualsIgnoreCase(scheme, "digest"u8) && DigestAuthorization.TryParse(rest, out var digest))
        {
            Note(
                flow,
                transaction,
                SecretKinds.ChallengeResponse,
                HashModes.HttpDigest,
                digest.User,
                digest.Realm ?? context,
                rest[digest.Response],
                frame
            );
        }
    }

    private static bool IsProxy(in HttpHeaders header) => header.Is("proxy-authorization"u8);

    private static void NoteBasic(
        FlowContext flow,
        HttpTransaction transaction,
        ReadOnlySpan<byte> encoded,
        string? context,
        FrameStamp frame
    )
    {
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        if (Base64.DecodeFromUtf8(encoded, buffer, out _, out var length) == OperationStatus.Done)
        {
            var decoded = buffer.AsSpan(0, length);
            var colon = decoded.IndexOf((byte)':');
            if (colon >= 0)
            {
                var user = ZeekText.Decode(decoded[..colon]);
                Note(flow, transaction, SecretKinds.Password, null, user, context, decoded[(colon + 1)..], frame);
            }
        }
        CryptographicOperations.ZeroMemory(buffer);
    }

    private static void Note(
        FlowContext flow,
        HttpTransaction transaction,
        string kind,
        string? mode,
        string? user,
        string? context,
        ReadOnlySpan<byte> secret,
        FrameStamp frame
    ) =>
        transaction.AddLogon(
            flow.Note(
                new SeenSecret
                {
                    Protocol = "http",
                    Kind = kind,
                    User = user,
                    Context = context,
                    HashMode = mode,
                    Bytes = secret,
                    Frame = frame,
                }
            )
        );
}
