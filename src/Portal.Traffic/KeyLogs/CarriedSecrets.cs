using Portal.Traffic.Captures;

namespace Portal.Traffic.KeyLogs;

/// <summary>The TLS secrets that a capture carries itself (pcapng decryption secrets block, §4.7), as they come by.</summary>
public sealed class CarriedSecrets(CaptureReader reader, KeyLog keys)
{
    /// <summary>Tools that put secrets into a capture put them in front of its frames.</summary>
    private const int HeadFrames = 1000;

    private int _read;

    /// <summary>Those that stand in front of a capture's frames or between its first ones.</summary>
    /// <param name="capture">Read from its beginning; stays the caller's to close.</param>
    public static KeyLog OfBeginning(Stream capture)
    {
        var keys = new KeyLog();
        if (CaptureReader.TryOpen(capture, null, out var reader, out _))
        {
            using (reader)
            {
                var secrets = new CarriedSecrets(reader, keys);
                while (reader.FrameCount < HeadFrames && reader.TryReadNext(out var frame))
                {
                    secrets.TakeBefore(frame.Number);
                }
            }
        }
        return keys;
    }

    /// <summary>Takes the secrets that stood before a frame; they hold from it on.</summary>
    /// <param name="frame">The frame's number.</param>
    /// <param name="noteDamaged">Hears the number of each damaged line, from 1.</param>
    /// <param name="noteDropped">Hears that there were more than are kept.</param>
    public void TakeBefore(long frame, Action<long>? noteDamaged = null, Action? noteDropped = null)
    {
        for (; _read < reader.Secrets.Count; _read++)
        {
            var secret = reader.Secrets[_read];
            if (secret.Type != CaptureSecret.TlsKeyLog)
            {
                continue;
            }
            using var content = new MemoryStream(secret.Content.ToArray());
            if (keys.Read(content, frame - 1, noteDamaged).Dropped > 0)
            {
                noteDropped?.Invoke();
            }
        }
    }
}
