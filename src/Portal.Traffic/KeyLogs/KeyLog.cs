using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Portal.Traffic.KeyLogs;

/// <summary>
/// Secrets of TLS sessions, from key logs and from captures that carry them. Many threads read it while one may add. A secret
/// holds for the frames behind the place where it stood, so that the same capture gives the same records whoever is faster.
/// </summary>
/// <param name="shared">Secrets that hold too, for example those of a whole case.</param>
public sealed class KeyLog(params KeyLog?[] shared)
{
    /// <summary>A secret takes some 200 bytes here, so this is 50 MB: fifty thousand sessions of TLS 1.3.</summary>
    public const int MaxSecrets = 250_000;

    /// <summary>Lines of a head that are looked at; a log may begin with some that are damaged.</summary>
    private const int ClaimLines = 16;

    private readonly ConcurrentDictionary<SecretName, Secret> _secrets = new();
    private readonly int _maxSecrets = MaxSecrets;
    private volatile int _count;

    internal KeyLog(int maxSecrets)
        : this() => _maxSecrets = maxSecrets;

    public bool IsEmpty => _count == 0 && shared.All(log => log is null or { IsEmpty: true });

    /// <summary>Secrets of its own.</summary>
    public int Count => _count;

    /// <summary>The first bytes of a file are those of a key log: among its first lines there is one with a secret.</summary>
    public static bool Claims(ReadOnlySpan<byte> head)
    {
        head = head is [0xEF, 0xBB, 0xBF, ..] ? head[3..] : head;
        for (var seen = 0; seen < ClaimLines && !head.IsEmpty; )
        {
            var newline = head.IndexOf((byte)'\n');
            var line = newline < 0 ? head : head[..newline];
            head = newline < 0 ? default : head[(newline + 1)..];
            if (KeyLogLine.IsBlank(line))
            {
                continue;
            }
            seen++;
            if (KeyLogLine.HasKnownLabel(line) && KeyLogLine.TryParse(line, out _))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Adds the secrets of a key log; what cannot be read of it is counted.</summary>
    /// <param name="content">Read to its end; stays the caller's to close.</param>
    /// <param name="afterFrame">The frame behind which it stands in a capture; 0 when it holds for all.</param>
    /// <param name="noteDamaged">Hears the number of each damaged line, from 1.</param>
    /// <param name="noteSecret">Hears the line, label and identifier of each secret that is new.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public KeyLogReading Read(
        Stream content,
        long afterFrame = 0,
        Action<long>? noteDamaged = null,
        SecretHandler? noteSecret = null
    )
    {
        var reading = new KeyLogReading();
        var sessions = new HashSet<SecretName>();
        var reader = new KeyLogReader(content);
        while (reader.TryRead(out var text, out var isTooLong))
        {
            if (!isTooLong && KeyLogLine.IsBlank(text))
            {
                continue;
            }
            if (isTooLong || !KeyLogLine.TryParse(text, out var line))
            {
                reading.Damaged++;
                noteDamaged?.Invoke(reader.Number);
            }
            else if (line.Label == KeyLogLabel.Unused)
            {
                reading.Unused++;
            }
            else if (_count >= _maxSecrets)
            {
                reading.Dropped++;
            }
            else if (_secrets.TryAdd(SecretName.Of(line.Label, line.Identifier), new Secret(line.Secret, afterFrame)))
            {
                _count++;
                reading.Secrets++;
                reading.Sessions += sessions.Add(SecretName.Of(KeyLogLabel.Unused, line.Identifier)) ? 1 : 0;
                noteSecret?.Invoke(reader.Number, line.Label, line.Identifier);
            }
            else
            {
                reading.Repeated++;
            }
        }
        return reading;
    }

    /// <summary>Of one secret that was read.</summary>
    /// <param name="line">From 1.</param>
    /// <param name="label">What kind of secret.</param>
    /// <param name="identifier">In clear on the wire: the client's random, a session identifier.</param>
    public delegate void SecretHandler(long line, KeyLogLabel label, ReadOnlySpan<byte> identifier);

    /// <summary>The secret, if it is there and stood before the frame.</summary>
    internal bool TryFind(KeyLogLabel label, ReadOnlySpan<byte> identifier, long frame, out ReadOnlySpan<byte> secret)
    {
        secret = default;
        if (identifier.IsEmpty || identifier.Length > KeyLogLine.RandomBytes)
        {
            return false;
        }
        if (
            _secrets.TryGetValue(SecretName.Of(label, identifier), out var found)
            && (found.AfterFrame == 0 || found.AfterFrame < frame)
        )
        {
            secret = found.Bytes;
            return true;
        }
        foreach (var log in shared)
        {
            if (log?.TryFind(label, identifier, frame, out secret) == true)
            {
                return true;
            }
        }
        return false;
    }

    private sealed record Secret(byte[] Bytes, long AfterFrame);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct SecretName(KeyLogLabel Label, UInt128 High, UInt128 Low)
    {
        /// <param name="label">Of the line.</param>
        /// <param name="identifier">At most 32 bytes; a shorter one is filled up with zeros.</param>
        public static SecretName Of(KeyLogLabel label, ReadOnlySpan<byte> identifier)
        {
            Span<byte> bytes = stackalloc byte[KeyLogLine.RandomBytes];
            bytes.Clear();
            identifier.CopyTo(bytes);
            return new SecretName(
                label,
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes),
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes[16..])
            );
        }

        /// <summary>Seeded: the identifiers of a hostile log could be chosen to fall together.</summary>
        public override int GetHashCode() => HashCode.Combine(Label, High, Low);
    }
}
