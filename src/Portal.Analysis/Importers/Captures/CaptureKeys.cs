using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Analysis.Importers.Captures;

/// <summary>The TLS secrets that a capture is read with: those given beforehand, and those that it carries itself.</summary>
internal sealed class CaptureKeys
{
    private readonly CarriedSecrets _carried;
    private readonly WarningCounter _warnings;

    public CaptureKeys(CaptureReader reader, KeyLog? given, WarningCounter warnings)
    {
        Keys = new KeyLog(given);
        _carried = new CarriedSecrets(reader, Keys);
        _warnings = warnings;
    }

    public KeyLog Keys { get; }

    /// <summary>Takes the secrets that stood before a frame; they hold from it on.</summary>
    /// <param name="frame">The frame's number.</param>
    public void TakeBefore(long frame) =>
        _carried.TakeBefore(
            frame,
            line =>
                _warnings.Add(
                    "secret_malformed",
                    frame,
                    () => $"line {line} of the secrets before frame {frame} is none of a key log"
                ),
            () =>
                _warnings.Add(
                    "secrets_not_kept",
                    frame,
                    () => $"the capture has more than {KeyLog.MaxSecrets} secrets: the others are not used"
                )
        );
}
