using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Cases.Accounts;

/// <summary>Random secrets of 256 bits that are shown once and stored as their hash.</summary>
public static class SecretToken
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A plain hash is enough: 256 random bits cannot be guessed from it.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
