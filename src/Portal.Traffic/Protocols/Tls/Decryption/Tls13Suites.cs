namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>The suites of TLS 1.3 (RFC 8446 §B.4): an encryption and a hash, no key exchange.</summary>
internal static class Tls13Suites
{
    private const int Prefix = 0x13;

    public static RecordSuite? Of(int number) =>
        number >> 8 == Prefix && RecordSuite.Of(number) is { IsAead: true } suite ? suite : null;
}
