namespace Portal.Traffic.Captures;

/// <summary>Secrets that came with the capture (pcapng decryption secrets block, §4.7).</summary>
/// <param name="Type">For example <see cref="TlsKeyLog"/>.</param>
/// <param name="Offset">Where the block starts in the uncompressed file.</param>
public sealed record CaptureSecret(uint Type, long Offset, ReadOnlyMemory<byte> Content)
{
    /// <summary>Lines of an NSS key log (<c>SSLKEYLOGFILE</c>).</summary>
    public const uint TlsKeyLog = 0x544C534B;

    /// <summary>Lines of a WireGuard key log.</summary>
    public const uint WireGuardKeyLog = 0x57474B4C;
}
