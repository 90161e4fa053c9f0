using System.Buffers.Binary;
using System.Security.Cryptography;
using Portal.Traffic.Records;

namespace Portal.Traffic.Credentials;

/// <summary>
/// The secrets of one flow: each is masked and hashed the moment it comes, repetitions are counted, and the rows are written
/// when the flow ends, with what the server said.
/// </summary>
/// <param name="key">Of the hashes in the rows; without one the rows have none.</param>
/// <param name="sink">Takes the rows in the order in which the secrets came.</param>
public sealed class CredentialLog(SecretKey? key, IRecordSink sink)
{
    /// <summary>
    /// Different secrets held at once, half a kilobyte each: one who tries out passwords over one connection sends thousands.
    /// Beyond it the oldest is written, whose verdict has long come.
    /// </summary>
    private const int MaxHeld = 256;

    /// <summary>Names of users, realms and fields; longer ones are an attack on those who read them.</summary>
    private const int MaxText = 256;

    /// <summary>Tells equal secrets of a flow where no key was given; its hashes go nowhere.</summary>
    private static readonly SecretKey s_ofThisProcess = SecretKey.Random();

    private readonly Dictionary<Identity, Credential> _held = [];
    private readonly Queue<Identity> _order = [];

    /// <summary>Masks and hashes a secret; nothing of its bytes is kept.</summary>
    public Credential Note(in SeenSecret secret, string uid, ConnectionId id)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        (key ?? s_ofThisProcess).Sign(secret.Bytes, hash);
        var (user, context) = (Shorten(secret.User), Shorten(secret.Context));
        var identity = new Identity(
            secret.Protocol,
            secret.Kind,
            user,
            context,
            BinaryPrimitives.ReadUInt128BigEndian(hash)
        );
        if (_held.TryGetValue(identity, out var known))
        {
            known.Repeat(secret.Frame);
            return known;
        }
        if (_held.Count == MaxHeld && _held.Remove(_order.Dequeue(), out var oldest))
        {
            oldest.Write(sink);
        }
        var credential = new Credential(
            new CredentialRecord
            {
                Timestamp = secret.Frame.Time,
                Uid = uid,
                Id = id,
                FirstFrame = secret.Frame.Number,
                LastFrame = secret.Frame.Number,
                Protocol = secret.Protocol,
                Kind = secret.Kind,
                User = user,
                Context = context,
                Secret = SecretMask.Of(secret.Kind, secret.Bytes),
                SecretHash = key is null || secret.Bytes.IsEmpty ? null : Convert.ToHexStringLower(hash),
                HashMode = secret.HashMode,
            }
        );
        _held.Add(identity, credential);
        _order.Enqueue(identity);
        return credential;
    }

    /// <summary>The flow is over.</summary>
    public void WriteAll()
    {
        while (_order.TryDequeue(out var identity))
        {
            _held[identity].Write(sink);
        }
        _held.Clear();
    }

    private static string? Shorten(string? text) => text?.Length > MaxText ? text[..MaxText] + "…" : text;

    /// <summary>Half of the hash is enough to tell the secrets of one flow apart.</summary>
    private readonly record struct Identity(string Protocol, string Kind, string? User, string? Context, UInt128 Hash);
}
