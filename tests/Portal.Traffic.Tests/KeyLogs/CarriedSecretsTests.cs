using Portal.Samples;
using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Tests.KeyLogs;

public sealed class CarriedSecretsTests
{
    [Fact]
    public void Secrets_at_the_beginning_of_a_capture_are_found_without_reading_all_of_it()
    {
        using var capture = File.OpenRead(Corpus.File("captures/tls/chrome-cloudflare-quic-with-secrets.pcapng"));

        Assert.True(CarriedSecrets.OfBeginning(capture).Count > 0);
    }

    [Fact]
    public void What_is_no_capture_carries_none()
    {
        using var text = new MemoryStream("CLIENT_RANDOM 00 00"u8.ToArray());

        Assert.True(CarriedSecrets.OfBeginning(text).IsEmpty);
    }
}
