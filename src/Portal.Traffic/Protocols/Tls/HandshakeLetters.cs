namespace Portal.Traffic.Protocols.Tls;

/// <summary>The letters of Zeek's <c>ssl_history</c>, in lower case.</summary>
internal static class HandshakeLetters
{
    public static char Of(HandshakeType type) =>
        type switch
        {
            HandshakeType.HelloRequest => 'h',
            HandshakeType.ClientHello => 'c',
            HandshakeType.ServerHello => 's',
            HandshakeType.HelloVerifyRequest => 'v',
            HandshakeType.NewSessionTicket => 't',
            HandshakeType.EndOfEarlyData => 'e',
            HandshakeType.HelloRetryRequest => 'j',
            HandshakeType.EncryptedExtensions => 'o',
            HandshakeType.Certificate => 'x',
            HandshakeType.ServerKeyExchange => 'k',
            HandshakeType.CertificateRequest => 'r',
            HandshakeType.ServerHelloDone => 'n',
            HandshakeType.CertificateVerify => 'y',
            HandshakeType.ClientKeyExchange => 'g',
            HandshakeType.Finished => 'f',
            HandshakeType.CertificateUrl => 'w',
            HandshakeType.CertificateStatus => 'u',
            HandshakeType.SupplementalData => 'a',
            HandshakeType.KeyUpdate => 'p',
            HandshakeType.MessageHash => 'm',
            _ => 'z',
        };
}
