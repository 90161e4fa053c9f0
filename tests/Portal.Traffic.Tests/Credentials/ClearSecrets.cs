using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Credentials;

/// <summary>
/// Looks for the secrets of the table <c>credentials</c> in the texts of every table, by their keyed hashes: a whole text, or
/// what stands in it between the signs that part fields, words and paths.
/// </summary>
internal sealed class ClearSecrets(SecretKey key) : IRecordSink
{
    /// <summary>A mask is of few signs, and a password may be one of them.</summary>
    private const string Mask = "credentials.secret";

    private static readonly char[] s_signs = [.. " \t&=?;,:/#@'\"()[]<>"];

    /// <summary>Shorter ones stand in every number.</summary>
    private const int MinLength = 3;

    private readonly HashSet<string> _hashes = [];
    private readonly HashSet<int> _lengths = [];
    private readonly Dictionary<string, string> _places = [];

    public int Secrets => _hashes.Count;

    /// <summary>The places of secrets in clear, each as <c>table.column</c>.</summary>
    public IReadOnlyList<string> Found() =>
        [
            .. _places
                .Where(place => _lengths.Contains(Characters(place.Key)) && _hashes.Contains(Hash(place.Key)))
                .Select(place => place.Value)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class
    {
        if (
            record
                is CredentialRecord
                {
                    Kind: SecretKinds.Password or SecretKinds.Community or SecretKinds.Token,
                    SecretHash: { } hash
                } credential
            && LengthOf(credential.Secret) is >= MinLength and var length
            // Some people's password is their name, which stands in many places for other reasons.
            && hash != Hash(credential.User ?? "")
            // What everybody knows is no secret.
            && hash != Hash("public")
        )
        {
            _hashes.Add(hash);
            _lengths.Add(length);
        }
        foreach (var column in table.Readers.Where(column => $"{table.Name}.{column.Definition.Name}" != Mask))
        {
            IReadOnlyList<string>? texts = column.Read switch
            {
                Func<TRecord, string?> read => read(record) is { } text ? [text] : null,
                Func<TRecord, IReadOnlyList<string>?> read => read(record),
                _ => null,
            };
            foreach (var text in texts ?? [])
            {
                Add(text, $"{table.Name}.{column.Definition.Name}");
            }
        }
    }

    private void Add(string text, string place)
    {
        _places.TryAdd(text, place);
        foreach (var piece in text.Split(s_signs, StringSplitOptions.RemoveEmptyEntries))
        {
            _places.TryAdd(piece, place);
        }
    }

    /// <summary>A mask tells it: <c>h…(8)</c>.</summary>
    private static int LengthOf(string mask) =>
        mask.Split('(', ')') is [_, var digits, _] && int.TryParse(digits, out var length) ? length : 0;

    private static int Characters(string text) => text.EnumerateRunes().Count();

    private string Hash(string text)
    {
        var hash = new byte[SecretKey.Bytes];
        key.Sign(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }
}
