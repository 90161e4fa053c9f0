using System.Runtime.InteropServices;

namespace Portal.Traffic.KeyLogs;

/// <summary>What became of the lines of one key log. It says nothing of the secrets themselves.</summary>
[StructLayout(LayoutKind.Auto)]
public record struct KeyLogReading
{
    /// <summary>Secrets that can decrypt records, each once.</summary>
    public int Secrets { get; set; }

    /// <summary>Handshakes that they are of.</summary>
    public int Sessions { get; set; }

    /// <summary>Lines whose secret was there already.</summary>
    public int Repeated { get; set; }

    /// <summary>Lines with a label that decrypts no TLS record: exporters, QUIC.</summary>
    public int Unused { get; set; }

    /// <summary>Lines that are none of a key log.</summary>
    public int Damaged { get; set; }

    /// <summary>Secrets beyond <see cref="KeyLog.MaxSecrets"/>, which were not kept.</summary>
    public int Dropped { get; set; }
}
