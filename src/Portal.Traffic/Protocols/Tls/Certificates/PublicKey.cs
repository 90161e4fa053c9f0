using System.Globalization;
using System.Numerics;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>A certificate's key (RFC 5280 §4.1.2.7, RFC 3279 §2.3).</summary>
/// <param name="Algorithm">Name or dotted number of the algorithm.</param>
/// <param name="Type"><c>rsa</c>, <c>dsa</c>, <c>ecdsa</c>; null for another.</param>
/// <param name="Bits">Length of the modulus, prime or curve's order.</param>
/// <param name="Exponent">RSA's, in decimal.</param>
/// <param name="Curve">Name of the curve.</param>
internal sealed record PublicKey(string Algorithm, string? Type, int? Bits, string? Exponent, string? Curve)
{
    /// <summary>Usual ones have three bytes; text of a longer number would cost more than it says.</summary>
    private const int MaxExponentBytes = 64;

    /// <summary>Reads a <c>SubjectPublicKeyInfo</c>'s content; false if it is not one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> info, out PublicKey key)
    {
        var reader = new DerReader(info);
        var algorithm = new DerReader(reader.Read(DerReader.Sequence));
        var identifier = algorithm.Read(DerReader.ObjectIdentifier);
        var bits = reader.Read(DerReader.BitString);
        var name = ObjectIdentifier.Describe(identifier);
        key = new PublicKey(name, Type: null, Bits: null, Exponent: null, Curve: null);
        if (reader.Failed || algorithm.Failed || bits.IsEmpty)
        {
            return false;
        }
        key = name switch
        {
            // Some remote desktop servers name the signature's algorithm where the key's belongs.
            "rsaEncryption" or "md5WithRSAEncryption" => Rsa(key, bits[1..]),
            "dsaEncryption" => Dsa(key, algorithm),
            "id-ecPublicKey" => EllipticCurve(key, algorithm),
            _ => key,
        };
        return true;
    }

    private static PublicKey Rsa(PublicKey key, ReadOnlySpan<byte> bytes)
    {
        var outer = new DerReader(bytes);
        var numbers = new DerReader(outer.Read(DerReader.Sequence));
        var modulus = numbers.Read(DerReader.Integer);
        var exponent = numbers.Read(DerReader.Integer);
        if (outer.Failed || numbers.Failed)
        {
            return key;
        }
        var text =
            exponent.Length <= MaxExponentBytes
                ? new BigInteger(exponent, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture)
                : null;
        return key with { Type = "rsa", Bits = BitLength(modulus), Exponent = text };
    }

    private static PublicKey Dsa(PublicKey key, DerReader algorithm)
    {
        var numbers = new DerReader(algorithm.ReadOptional(DerReader.Sequence));
        var prime = numbers.Read(DerReader.Integer);
        return key with { Type = "dsa", Bits = numbers.Failed ? null : BitLength(prime) };
    }

    private static PublicKey EllipticCurve(PublicKey key, DerReader algorithm)
    {
        if (algorithm.NextTag == DerReader.ObjectIdentifier)
        {
            var curve = ObjectIdentifier.Find(algorithm.Read(DerReader.ObjectIdentifier));
            return key with { Type = "ecdsa", Bits = curve?.OrderBits, Curve = curve?.ShortName };
        }
        // Parameters in full (RFC 3279 §2.3.5): version, field, curve, base point, order.
        var parameters = new DerReader(algorithm.ReadOptional(DerReader.Sequence));
        parameters.Read(DerReader.Integer);
        parameters.Read(DerReader.Sequence);
        parameters.Read(DerReader.Sequence);
        parameters.Read(DerReader.OctetString);
        var order = parameters.Read(DerReader.Integer);
        return key with { Type = "ecdsa", Bits = parameters.Failed ? null : BitLength(order) };
    }

    private static int? BitLength(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        return number.IsEmpty ? null : (number.Length * 8) - BitOperations.LeadingZeroCount((uint)number[0]) + 24;
    }
}
