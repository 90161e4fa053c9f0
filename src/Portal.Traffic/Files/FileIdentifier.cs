using System.Security.Cryptography;
using System.Text;

namespace Portal.Traffic.Files;

/// <summary>Names files as Zeek does: an <c>F</c> and base-62 digits, here a digest of what the file is, never a random number.</summary>
internal static class FileIdentifier
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int DigitCount = 17;

    /// <param name="uid">The flow that carried it first.</param>
    /// <param name="ordinal">How many files the flow carried before, in both directions.</param>
    public static string Of(string uid, Side sender, int ordinal)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{uid}/{sender}/{ordinal}"), digest);
        var number = new UInt128(BitConverter.ToUInt64(digest), BitConverter.ToUInt64(digest[8..]));
        Span<char> name = stackalloc char[DigitCount + 1];
        name[0] = 'F';
        for (var place = 1; place < name.Length; place++)
        {
            (number, var digit) = UInt128.DivRem(number, (UInt128)Digits.Length);
            name[place] = Digits[(int)digit];
        }
        return name.ToString();
    }
}
