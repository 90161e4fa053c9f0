using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Analysis.Importers.Captures;

/// <summary>The TLS secrets that a capture is read with: those given beforehand, and those that it carries itself.</summary>
internal sealed class CaptureKeys(CaptureReader reader, KeyLog? given, WarningCounter warnings)
{
    private int _read;

    public KeyLog Keys { get; } = new(given);

    /// <summary>Takes the secrets that stood before a frame; they hold from it on.</summary>
    /// <param name="frame">The frame's number.</param>
    public void TakeBefore(long frame)
    {
        for (; _read < reader.Secrets.Count; _read++)
        {
            var secret = reader.Secrets[_read];
            if (secret.Type != CaptureSecret.TlsKeyLog)
            {
                continue;
            }
            using var content = new MemoryStream(secret.Content.ToArray());
            var reading = Keys.Read(
                content,
                frame - 1,
                line =>
                    warnings.Add(
                        "secret_malformed",
                        frame,
                        () => $"line {line} of the secrets before frame {frame} is none of a key log"
                    )
            );
            if (reading.Dropped > 0)
            {
                warnings.Add(
                    "secrets_not_kept",
                    frame,
                    () => $"the capture has more than {KeyLog.MaxSecrets} secrets: the others are not used"
                );
            }
        }
    }
}
