using Portal.Traffic;
using Portal.Traffic.KeyLogs;

namespace Portal.Analysis.Importers.KeyLogs;

/// <summary>
/// A TLS key log (<c>SSLKEYLOGFILE</c>): it says nothing of the network itself, but opens the captures that it is read with
/// (<see cref="ImportOptions.Keys"/>).
/// </summary>
public sealed class KeyLogImporter : IImporter
{
    /// <summary>The kind that an import of one has.</summary>
    public const string KindName = "tls-key-log";

    public string Kind => KindName;

    public bool Claims(ReadOnlySpan<byte> head) => KeyLog.Claims(head);

    public ImportSummary Import(ImportContext context, CancellationToken cancellation)
    {
        var warnings = new WarningCounter();
        var reading = new KeyLog().Read(
            context.Content,
            noteDamaged: line =>
            {
                cancellation.ThrowIfCancellationRequested();
                warnings.Add("malformed_line", line, () => $"line {line} is none of a key log");
            },
            noteSecret: (line, label, identifier) =>
            {
                cancellation.ThrowIfCancellationRequested();
                context.Output.Write(
                    KeyLogRecord.Table,
                    new KeyLogRecord
                    {
                        Label = label.Word(),
                        Identifier = Convert.ToHexStringLower(identifier),
                        Line = line,
                    }
                );
            }
        );
        if (reading.Dropped > 0)
        {
            warnings.Add(
                "secrets_not_kept",
                null,
                () => $"{Plural.Of(reading.Dropped, "secret", "secrets")} beyond {KeyLog.MaxSecrets} are not used"
            );
        }
        context.Progress(reading.Secrets);
        return new ImportSummary { Kind = Kind, Warnings = warnings.ToList() };
    }
}
