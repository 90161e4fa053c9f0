using System.Security.Cryptography;
using Portal.Traffic.Credentials;

namespace Portal.Traffic.Tests.Credentials;

public sealed class SecretKeyTests
{
    [Fact]
    public void The_hash_is_the_HMAC_of_RFC_4231()
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        new SecretKey("Jefe"u8).Sign("what do ya want for nothing?"u8, hash);
        Assert.Equal(
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            Convert.ToHexStringLower(hash)
        );
    }

    [Fact]
    public void Made_keys_differ_and_do_not_show_themselves()
    {
        var (first, second) = (new byte[32], new byte[32]);
        SecretKey.Random().Sign("hunter2"u8, first);
        SecretKey.Random().Sign("hunter2"u8, second);
        Assert.NotEqual(first, second);
        Assert.Equal("<hidden>", new SecretKey("Jefe"u8).ToString());
    }

    [Fact]
    public void A_key_of_no_bytes_is_refused() => Assert.Throws<ArgumentException>(() => new SecretKey([]));
}
