using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.KeyLogs;

/// <summary>One secret of a TLS key log: what it is of and where it stands. The secret itself stays in the evidence.</summary>
public sealed class KeyLogRecord
{
    public static readonly Table<KeyLogRecord> Table = new Table<KeyLogRecord>("tls_keys")
        .Enum("label", record => record.Label)
        .String("identifier", record => record.Identifier)
        .Count("line", record => record.Line);

    /// <summary>In words of the key log, for example <c>CLIENT_RANDOM</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Hexadecimal; mostly the client's random, which is in clear on the wire.</summary>
    public required string Identifier { get; init; }

    /// <summary>From 1.</summary>
    public required long Line { get; init; }
}
