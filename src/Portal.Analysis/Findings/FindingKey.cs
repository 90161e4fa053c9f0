using System.Security.Cryptography;
using System.Text;

namespace Portal.Analysis.Findings;

/// <summary>Makes keys that name a detector and its subject, stay the same over runs and can stand in a URL.</summary>
public static class FindingKey
{
    /// <summary>Long host names are cut here; the digest keeps such keys apart.</summary>
    public const int MaxLength = 120;

    /// <summary>
    /// The parts joined by underscores, with other characters than letters, digits, dots, dashes and underscores replaced
    /// by dashes. Where that loses something, eight hex digits of a digest of the parts are appended.
    /// </summary>
    public static string Create(string detector, params ReadOnlySpan<string?> subject)
    {
        var exact = new StringBuilder(detector);
        var readable = new StringBuilder(detector);
        foreach (var part in subject)
        {
            exact.Append('\0').Append(part);
            readable.Append('_');
            foreach (var character in part ?? "")
            {
                var isSafe = char.IsAsciiLetterOrDigit(character) || character is '.' or '-';
                readable.Append(isSafe ? character : '-');
            }
        }
        var key = readable.ToString();
        if (key.Length <= MaxLength && key.Replace('_', '\0') == exact.ToString())
        {
            return key;
        }
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(exact.ToString())))[..8];
        return $"{key[..Math.Min(key.Length, MaxLength)]}_{digest}";
    }
}
