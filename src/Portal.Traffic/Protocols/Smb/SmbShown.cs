namespace Portal.Traffic.Protocols.Smb;

/// <summary>What the packet tree needs to know of a flow's messages before. Only made when somebody looks.</summary>
internal sealed class SmbShown
{
    private readonly Smb1Shown _smb1 = new();
    private readonly Smb2Shown _smb2 = new();

    /// <summary>The state for <see cref="NbssFields"/>.</summary>
    public object? OnMessage(ReadOnlySpan<byte> message, FrameStamp frame) =>
        message switch
        {
            [Smb1Header.Identifier, (byte)'S', (byte)'M', (byte)'B', ..] => _smb1.OnMessage(message, frame),
            [Smb2Header.Identifier, (byte)'S', (byte)'M', (byte)'B', ..] => _smb2.OnMessage(message, frame),
            [Smb2Header.EncryptedIdentifier, (byte)'S', (byte)'M', (byte)'B', ..] => _smb2.OnEncrypted(message),
            _ => null,
        };
}
