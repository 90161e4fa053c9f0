using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Cases.Evidence;

/// <summary>
/// One link of a case's chain of custody. Each entry holds the SHA-256 of the one before it, over all evidence of the
/// case, so that nothing can be changed, inserted or taken out unnoticed.
/// </summary>
public sealed class CustodyEntry
{
    /// <summary>What the first entry of a case names as its predecessor.</summary>
    public static readonly string Origin = new('0', 64);

    public long Id { get; set; }
    public int CaseId { get; set; }

    /// <summary>1, 2, 3, … within the case without a hole.</summary>
    public int Sequence { get; set; }
    public required string Sha256 { get; set; }
    public CustodyAction Action { get; set; }
    public required string UserId { get; set; }
    public required string UserName { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>How and with what result.</summary>
    public required string Detail { get; set; }
    public required string PreviousHash { get; set; }
    public required string Hash { get; set; }

    /// <summary>SHA-256, lower-case hex, over a JSON array of all fields but the row's id and the hash itself.</summary>
    public string ComputeHash()
    {
        string[] fields =
        [
            PreviousHash,
            $"{CaseId}",
            $"{Sequence}",
            Sha256,
            Action.ToString(),
            UserId,
            UserName,
            At.ToString("O"),
            Detail,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(fields)));
    }
}
