using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Traffic.KeyLogs;

/// <summary>
/// One line of an NSS key log: <c>LABEL identifier secret</c>, the two in hexadecimal (draft-ietf-tls-keylogfile §2). The
/// identifier is the client's random, or what the label says.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct KeyLogLine
{
    public const int RandomBytes = 32; // RFC 8446 §4.1.2
    private const int MasterBytes = 48; // RFC 5246 §8.1
    private const int RsaPrefixBytes = 8;

    private static ReadOnlySpan<byte> SessionIdWord => "Session-ID:"u8;

    private static ReadOnlySpan<byte> MasterKeyWord => "Master-Key:"u8;

    private static readonly SearchValues<byte> s_labelBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8
    );

    private static readonly (byte[] Word, KeyLogLabel Label)[] s_words =
    [
        .. Enum.GetValues<KeyLogLabel>()
            .Where(label => label is not (KeyLogLabel.Unused or KeyLogLabel.SessionId or KeyLogLabel.RsaPremaster))
            .Select(label => (Encoding.ASCII.GetBytes(label.Word()), label)),
    ];

    private KeyLogLine(KeyLogLabel label, byte[] identifier, byte[] secret) =>
        (Label, Identifier, Secret) = (label, identifier, secret);

    public KeyLogLabel Label { get; }

    /// <summary>At most 32 bytes.</summary>
    public byte[] Identifier { get; }

    public byte[] Secret { get; }

    /// <summary>An empty line, or a comment.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        return line.IsEmpty || line[0] == (byte)'#';
    }

    /// <summary>False when it is damaged; a label that is of no use here is <see cref="KeyLogLabel.Unused"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out KeyLogLine line)
    {
        line = default;
        var rest = text.Trim(" \t\r"u8);
        var word = Next(ref rest);
        var identifier = Next(ref rest);
        var secret = Next(ref rest);
        if (word.IsEmpty || identifier.IsEmpty || secret.IsEmpty || !rest.IsEmpty)
        {
            return false;
        }
        if (word.SequenceEqual("RSA"u8))
        {
            return TryParseRsa(identifier, secret, out line);
        }
        if (word.ContainsAnyExcept(s_labelBytes))
        {
            return false;
        }
        var label = LabelOf(word);
        if (!TryHex(identifier, out var random) || !TryHex(secret, out var bytes))
        {
            return false;
        }
        if (label == KeyLogLabel.Unused)
        {
            line = new KeyLogLine(label, [], []);
            return true;
        }
        var isLength = label == KeyLogLabel.ClientRandom ? bytes.Length == MasterBytes : bytes.Length is 32 or 48;
        if (random.Length != RandomBytes || !isLength)
        {
            return false;
        }
        line = new KeyLogLine(label, random, bytes);
        return true;
    }

    /// <summary>A label that key logs are known to have.</summary>
    public static bool HasKnownLabel(ReadOnlySpan<byte> text)
    {
        var rest = text.TrimStart(" \t"u8);
        var word = Next(ref rest);
        return word.SequenceEqual("RSA"u8)
            || word.SequenceEqual("EXPORTER_SECRET"u8)
            || word.SequenceEqual("EARLY_EXPORTER_SECRET"u8)
            || word.StartsWith("QUIC_"u8)
            || word.StartsWith("ECH_"u8)
            || LabelOf(word) != KeyLogLabel.Unused;
    }

    private static KeyLogLabel LabelOf(ReadOnlySpan<byte> word)
    {
        foreach (var (known, label) in s_words)
        {
            if (word.SequenceEqual(known))
            {
                return label;
            }
        }
        return KeyLogLabel.Unused;
    }

    private static bool TryParseRsa(ReadOnlySpan<byte> identifier, ReadOnlySpan<byte> secret, out KeyLogLine line)
    {
        line = default;
        var label = KeyLogLabel.RsaPremaster;
        if (identifier.StartsWith(SessionIdWord))
        {
            if (!secret.StartsWith(MasterKeyWord))
            {
                return false;
            }
            label = KeyLogLabel.SessionId;
            identifier = identifier[SessionIdWord.Length..];
            secret = secret[MasterKeyWord.Length..];
        }
        if (!TryHex(identifier, out var id) || !TryHex(secret, out var bytes) || bytes.Length != MasterBytes)
        {
            return false;
        }
        var isLength =
            label == KeyLogLabel.SessionId ? id.Length is > 0 and <= RandomBytes : id.Length == RsaPrefixBytes;
        line = new KeyLogLine(label, id, bytes);
        return isLength;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..].TrimStart(" \t"u8);
        return word;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out var consumed, out _) == OperationStatus.Done
            && consumed == text.Length;
    }
}
