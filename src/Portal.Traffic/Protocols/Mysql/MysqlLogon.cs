using System.Text;
using Portal.Traffic.Credentials;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>What a client proves its password with, by the authentication plugin ("Authentication Method" of the MySQL internals manual).</summary>
internal sealed class MysqlLogon(FlowContext flow)
{
    private const string Native = "mysql_native_password";
    private const string Sha2 = "caching_sha2_password";
    private const string Old = "mysql_old_password";

    /// <summary>Of a plugin's name; the longest known has 31.</summary>
    private const int MaxPluginBytes = 64;

    private const int NativeBytes = 20;
    private const int Sha2Bytes = 32;
    private const int OldBytes = 8;

    private string? _user;
    private string? _plugin;
    private Credential? _credential;

    /// <summary>A name up to a NUL; null when it is none.</summary>
    public static string? PluginOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        var name = end < 0 ? bytes : bytes[..end];
        return name.Length is > 0 and <= MaxPluginBytes && !name.ContainsAnyExceptInRange((byte)'!', (byte)'~')
            ? Encoding.ASCII.GetString(name)
            : null;
    }

    public void OnLogin(string user, string? plugin, ReadOnlySpan<byte> proof, FrameStamp frame)
    {
        (_user, _plugin) = (user, plugin);
        Note(proof, frame);
    }

    /// <summary>Behind the name: the length of the proof in one byte, and the proof.</summary>
    public void OnChangeUser(string user, ReadOnlySpan<byte> rest, FrameStamp frame)
    {
        var reader = new ByteReader(rest);
        OnLogin(user, null, reader.Take(reader.ReadByte()), frame);
    }

    /// <summary>The server asks for another way: <c>FE plugin NUL data</c>, or <c>FE</c> alone for that before 4.1.</summary>
    public void OnSwitch(ReadOnlySpan<byte> payload)
    {
        _plugin = payload.Length > 1 ? PluginOf(payload[1..]) : Old;
        _credential = null; // the first proof was never judged
    }

    /// <summary>What the client sends before the verdict.</summary>
    public void OnProof(ReadOnlySpan<byte> payload, FrameStamp frame) => Note(payload, frame);

    public void OnVerdict(bool isAccepted, FrameStamp frame)
    {
        _credential?.Answer(isAccepted, isAccepted ? "OK" : "ERR", frame);
        _credential = null;
    }

    private void Note(ReadOnlySpan<byte> proof, FrameStamp frame)
    {
        if (proof is [.., 0] && _plugin is "mysql_clear_password" or Old)
        {
            proof = proof[..^1];
        }
        var (kind, mode) = (_plugin, proof.Length) switch
        {
            ("mysql_clear_password", > 0) => (SecretKinds.Password, null),
            (Native or null, NativeBytes) => (SecretKinds.ChallengeResponse, HashModes.MysqlNative),
            (Sha2, Sha2Bytes) => (SecretKinds.ChallengeResponse, HashModes.MysqlSha2),
            (Old or null, OldBytes) => (SecretKinds.ChallengeResponse, (string?)HashModes.MysqlOld),
            _ => ("", null), // a request for the server's key, or a proof encrypted with it
        };
        if (kind.Length == 0)
        {
            return;
        }
        _credential = flow.Note(
            new SeenSecret
            {
                Protocol = "mysql",
                Kind = kind,
                User = _user,
                HashMode = mode,
                Bytes = proof,
                Frame = frame,
            }
        );
    }
}
